import runpy

if __name__ == "__main__":
    runpy.run_module("shop", run_name="__main__")
