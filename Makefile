# Guichet: `make run` and `make test` do everything on a fresh machine; `make help` lists the rest.
PYTHON := .venv/bin/python
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run talk train test check evaluate bench lock topic clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(STAMP): requirements/dev.txt .python-version
	@bash tools/install.sh
	@touch $@

setup: $(STAMP) ## install into .venv from the lock, with hashes

run: $(STAMP) ## start the whole assistant and print the addresses
	@$(PYTHON) -m tools.run

talk: $(STAMP) ## talk to the running assistant in this terminal
	@$(PYTHON) -m tools.talk

train: $(STAMP) ## train, if what is trained has changed
	@$(PYTHON) -m tools.train

test: $(STAMP) ## run every check and test
	@$(PYTHON) -m tools.train
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m pytest -n 2 --no-loadscope-reorder || { echo "what failed, once more by itself (two cores run ten servers in some tests):"; $(PYTHON) -m pytest --last-failed; }

check: $(STAMP) ## the quick checks of content, under a second
	@$(PYTHON) -m pytest tests/content

evaluate: $(STAMP) ## measure understanding on the independent sentences
	@$(PYTHON) -m tools.train
	@$(PYTHON) -m tools.evaluate

bench: $(STAMP) ## measure speed against Rasa's starter bot
	@$(PYTHON) -m tools.train
	@$(PYTHON) -m bench

lock: $(STAMP) ## resolve requirements/*.in again
	@bash tools/lock.sh

topic: $(STAMP) ## begin a topic: make topic NAME=… AREA=… KIND=answer
	@$(PYTHON) -m tools.new_topic "$(NAME)" "$(AREA)" "$(KIND)"

clean: ## remove what was installed, trained and stored
	rm -rf .venv .rasa models var results
