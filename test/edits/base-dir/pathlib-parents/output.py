BASE_DIR = pathlib.Path(__file__).resolve(strict=True).parents[2]  # root
