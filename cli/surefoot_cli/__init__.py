"""The command line: parses, calls one library function, maps the result to an exit code."""
