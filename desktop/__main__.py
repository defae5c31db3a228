"""`python -m desktop`: the window without the command line."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # an eighth of the time to the first frame; later desktop.garbage does it
    from desktop.app import main

    sys.exit(main())
