/** A package that, with what it brings, does not fit into a slug. */
export interface LargePackage {
  /** Packages that bring it, itself among them, by normalised name. */
  readonly names: readonly string[];
  /** What it is, in words. */
  readonly what: string;
  /** Megabytes of its wheels for Linux alone, compressed. */
  readonly wheelsMb: number;
  /** A package of the same modules that is small; left out where the version decides. */
  readonly smallPackage?: string;
  /** The lines that bring the small one. */
  readonly instead: string;
}

/** Megabytes that a slug may have after compression. Source: build-time limits of Heroku; read 2026-11-23. */
export const SLUG_LIMIT_MB = 500;

/** The index of torch that holds builds without CUDA. Source: PyTorch, "Get started"; read 2026-11-30. */
export const TORCH_CPU_INDEX = 'https://download.pytorch.org/whl/cpu';

/**
 * Packages whose usual build for Linux is over the limit. Sizes are those of the newest wheels for
 * CPython 3.12 on x86-64: torch 2.15.0 of 539 MB, beside some 2 GB of CUDA libraries, tensorflow
 * 2.21.0 of 572 MB, tensorflow-cpu 2.21.0 of 274 MB. Source: the package index; read 2026-11-30.
 */
export const LARGE_PACKAGES: readonly LargePackage[] = [
  {
    names: [
      'torch',
      'torchvision',
      'torchaudio',
      'sentence-transformers',
      'openai-whisper',
      'ultralytics',
      'easyocr',
      'accelerate',
      'flair',
      'timm',
      'fastai',
    ],
    what: 'torch with the libraries of CUDA',
    wheelsMb: 2500,
    instead: `--extra-index-url ${TORCH_CPU_INDEX}\n  torch==2.15.0+cpu`,
  },
  {
    names: ['tensorflow'],
    what: 'parts for graphics cards, which no dyno has',
    wheelsMb: 572,
    smallPackage: 'tensorflow-cpu',
    instead: 'tensorflow-cpu',
  },
];
