# `make run` and `make test` do everything, on a machine with git, make, a C compiler, Rust, Node and npm.
# The comment with ## beside a target is what `make help` prints.
.DEFAULT_GOAL := run
.PHONY: run demo test check bench peers instructions loom soak fuzz clean help

# The settings are LATCHKEY_… variables: see docs/configuration.md.
run: ## set up, build in release, and serve on http://127.0.0.1:3000 (the default)
	@bin/setup
	@bin/build
	@exec "$${CARGO_TARGET_DIR:-target}/release/latchkey"

demo: ## set up, build in release, and serve an account with six devices on temporary data
	@bin/setup
	@bin/build
	@exec "$${CARGO_TARGET_DIR:-target}/release/latchkey" demo

test: ## set up, run the Rust tests, then Playwright against the release build in a real browser
	@bin/setup test
	@bin/test

check: ## what CI asks before the tests: format, clippy for both halves, names of tests in SECURITY.md
	cargo fmt --check
	node tools/circles.mjs
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --all-targets --no-default-features --features hydrate -- -D warnings
	bin/check-security-names

fuzz: ## a million inputs and more for the parsers of tokens, cookies, User-Agents, forms and paths
	PROPTEST_CASES=100000 cargo test --locked --lib -- --nocapture no_form a_field_is_read whatever_comes no_text no_three \
		no_cookie no_hint no_header no_agent no_mixture

# Speed is measured as ratios against a baseline in the same run.
bench: ## measure speed, alone and under load, with few and many sessions, into benches/RESULTS.md
	@bin/setup bench
	node benches/results.mjs

peers: ## measure 'who am I' beside Better Auth, Django allauth and axum-login, into benches/RESULTS.md
	@bin/setup peers
	@bin/build
	node benches/peers/peers.mjs --write

instructions: ## count the instructions of each step of a session check, with valgrind
	@bin/count-instructions

loom: ## try every interleaving of what the exact view does without locks
	RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR="$${CARGO_TARGET_DIR:-target}/loom" \
		cargo test --locked --release --package latchkey-exact-view

MINUTES ?= 20
soak: ## look whether memory goes on growing under mixed load, over MINUTES (20)
	cargo bench --locked --bench soak -- $(MINUTES)

clean: ## remove everything that was built or installed; the data folder stays
	rm -rf target .tools tools/site/node_modules tools/location/node_modules end2end/node_modules end2end/screenshots end2end/test-results

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | awk -F '\t' '{ printf "make %-12s %s\n", $$1, $$2 }'
