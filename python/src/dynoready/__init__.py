"""The command line of generator-dynoready, as a Python package."""
