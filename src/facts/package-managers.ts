/**
 * The versions of the package managers that each buildpack pins. Source: buildpack v351,
 * heroku/buildpacks-python 6.5.6; read 2026-11-23.
 */
export const PACKAGE_MANAGER_VERSIONS = {
  classic: { pip: '26.2.1', pipenv: '2026.7.1', poetry: '2.4.1', uv: '0.12.5' },
  cnb: { pip: '26.1.2', poetry: '2.4.1', uv: '0.11.33' },
} as const;

/**
 * The pip-tools that compiles a requirements.in; Heroku installs what it wrote. Source: the package
 * index; read 2026-11-26.
 */
export const PIP_TOOLS_VERSION = '7.6.2';

/**
 * The setuptools that the classic buildpack adds beside pip, and the lines of Python that get it.
 * Source: buildpack v351; read 2026-11-23.
 */
export const SETUPTOOLS = { version: '70.3.0', lines: ['3.10', '3.11', '3.12'] } as const;

/**
 * SHA-256 of the wheels that are unpacked into an interpreter home, by name and version. Read from
 * the package index on 2026-11-24.
 */
export const WHEEL_SHA256: Readonly<Record<string, string>> = {
  'pip==26.2.1': '71138adf1f4ca900cdb7d289c21b7494329f2332b6d85f0e1c42108c0384ed3e',
  'pip==26.1.2': '382ff9f685ee3bc25864f820aa50505825f10f5458ffff07e30a6d96e5715cab',
  'setuptools==70.3.0': 'fe384da74336c398e0d956d1cae0669bc02eed936cdb1d49b57de1990dc11ffc',
};
