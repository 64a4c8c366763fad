.DEFAULT_GOAL := help
.PHONY: help bootstrap demo build test bench compare fuzz sanitize lint format docs county clean

SWIFT_FLAGS := --explicit-target-dependency-import-check error
FORMATTED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzz
PIANQU_TESTDATA ?= ../shared
PEERS ?= Benchmarks/.peers
COMPARE ?=
SECONDS ?= 10
export PIANQU_TESTDATA

help: ## Lists what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

bootstrap: ## Installs the system packages that are missing
	@scripts/bootstrap

demo: build ## Sets up, then imports, checks, publishes and queries the demo county
	@scripts/demo .build/release/pianqu

build: bootstrap ## Builds the command, optimised: .build/release/pianqu
	swift build -c release --product pianqu $(SWIFT_FLAGS)

test: bootstrap ## Sets up and runs every test
	swift build --build-tests $(SWIFT_FLAGS)
	@test -d "$(PIANQU_TESTDATA)/geodata" || \
	    echo "test: $(PIANQU_TESTDATA)/geodata is not here (PIANQU_TESTDATA), so tests on larger public data are skipped"
	swift test --skip-build --disable-xctest --quiet
	cd Benchmarks/compare && python3 -B -m unittest --quiet

bench: bootstrap ## Times our side of the jobs: make bench WORKLOAD=DIR
	@scripts/bench "$(WORKLOAD)"

compare: bootstrap ## Times every job beside its peers, with limits and targets: make compare PEERS=DIR
	@scripts/peers "$(PEERS)"
	swift build -c release --package-path Benchmarks
	@python3 -B Benchmarks/compare/compare.py --peers "$(PIANQU_TESTDATA)/peers" --cache "$(PEERS)" \
	    --bench Benchmarks/.build/release/PianquBench $(COMPARE)

fuzz: bootstrap ## Feeds the decoders made-up bytes, each for SECONDS (10)
	@scripts/fuzz $(SECONDS)

sanitize: bootstrap ## Runs tests under the address and thread sanitizers
	@scripts/sanitize

lint: ## Fails on format or documentation faults
	swift format lint --strict --parallel --recursive $(FORMATTED)

format: ## Rewrites files in the house format
	swift format --in-place --parallel --recursive $(FORMATTED)

docs: bootstrap ## Extracts the API documentation into .build/symbols
	swift package dump-symbol-graph --minimum-access-level public

county: bootstrap ## Makes the demo county's files anew in geodata/
	swift run -c release demo-county --out geodata

clean: ## Removes what was built, and the demo's store
	rm -rf .build .build-fuzz .build-asan .build-tsan Fuzz/findings Benchmarks/.build demo
