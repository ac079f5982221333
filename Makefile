# `make run` and `make test` do everything, on a machine with git, make, a C compiler, Rust, Node and npm.
.PHONY: run test check bench soak fuzz clean

# Sets up, builds in release, serves on http://127.0.0.1:3000. The settings are LATCHKEY_… variables.
run:
	@bin/setup
	@bin/build
	@exec "$${CARGO_TARGET_DIR:-target}/release/latchkey"

# Sets up and runs all tests: Rust's, then Playwright's in a real browser against the release build.
test:
	@bin/setup test
	@bin/test

# What CI asks before the tests.
check:
	cargo fmt --check
	node tools/circles.mjs
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --all-targets --no-default-features --features hydrate -- -D warnings

# A million inputs and more for the parsers of tokens, cookies, User-Agents, forms and paths.
fuzz:
	PROPTEST_CASES=100000 cargo test --locked --lib -- --nocapture no_form a_field_is_read whatever_comes no_text no_three \
		no_cookie no_hint no_header no_agent no_mixture

# What is claimed about speed, as ratios against a baseline in the same run; what long requests cost; and
# what clients that hold on to things leave for others.
bench:
	cargo bench --locked --bench ratios --bench cost --bench load

# Whether memory goes on growing, over so many minutes.
MINUTES ?= 20
soak:
	cargo bench --locked --bench soak -- $(MINUTES)

clean:
	rm -rf target .tools tools/site/node_modules tools/location/node_modules end2end/node_modules end2end/screenshots end2end/test-results
