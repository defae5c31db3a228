"""`python -m engine.conversion ADAPTER_DIR --base BASE.gguf --out OUT.gguf`: the converter alone."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from engine.errors import EngineError


def main() -> int:
    # Nothing here multiplies matrices: without numpy's threads it starts in two thirds of the time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from engine.conversion.to_gguf import convert_adapter

    parser = argparse.ArgumentParser(prog="python -m engine.conversion", description=__doc__)
    parser.add_argument("adapter_dir", type=Path, help="folder with adapter_config.json and safetensors")
    parser.add_argument("--base", type=Path, required=True, help="the base model's GGUF file")
    parser.add_argument("--out", type=Path, required=True, help="GGUF file to write")
    args = parser.parse_args()
    try:
        made = convert_adapter(args.adapter_dir, args.base, args.out)
    except EngineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{made.path}: {made.architecture}, r {made.r}, alpha {made.alpha:g}, {made.n_tensors} tensors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
