# make run     set up, build, make the demo city, serve it on http://127.0.0.1:$(PORT)
# make test    set up, then everything: Rust, lints, web, end to end, the contract, real data where it is
# make build   leaves target/release/onemap: one file, the page inside
# make bench   criterion benches, and peers side by side

PORT ?= 8080
DEMO := demo/city.gpkg
TARGET := $(or $(CARGO_TARGET_DIR),target)
ONEMAP_DATA ?= ../shared/data
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/shots/*' 2>/dev/null)

.PHONY: run build test test-rust test-web test-e2e test-contract test-judges check-data bench setup setup-test clean

run: build $(DEMO)
	$(TARGET)/release/onemap serve --store $(DEMO) --listen 127.0.0.1:$(PORT)

build: setup web/dist/index.html
	cargo build --release --workspace --bins

# Cargo is always asked about the whole workspace: asked about one package it would resolve features anew and build all
# dependencies twice.
test: setup-test test-rust test-web test-e2e test-contract test-judges
	@if [ -d "$(ONEMAP_DATA)" ]; then $(MAKE) check-data; else echo "no real data in $(ONEMAP_DATA): check-data skipped"; fi

test-rust: setup web/dist/index.html
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo test --workspace
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet

test-web: web/node_modules/.installed web/dist/index.html
	cd web && npm run lint && npm run typecheck && npm run check:api && npm test && npm run check:size

test-e2e: setup-test web/dist/index.html
	cargo test --workspace --no-run
	scripts/e2e.sh $(TARGET)/debug/onemap

test-contract: setup-test web/dist/index.html
	cargo test --workspace --no-run
	scripts/contract.sh $(TARGET)/debug/onemap

test-judges: setup-test web/dist/index.html
	cargo test --workspace --no-run
	scripts/judges.sh $(TARGET)/debug

check-data: setup web/dist/index.html
	@[ -d "$(ONEMAP_DATA)" ] || { echo "check-data: no folder $(ONEMAP_DATA); set ONEMAP_DATA" >&2; exit 1; }
	ONEMAP_DATA="$(abspath $(ONEMAP_DATA))" cargo test --workspace --test real_data
	scripts/judges-data.sh $(TARGET)/debug "$(abspath $(ONEMAP_DATA))"

bench: build
	cargo bench --workspace --bench locate --bench coverage --bench edit --bench hotspots
	benches/peers/run.sh

setup:
	@scripts/setup.sh build

setup-test:
	@scripts/setup.sh test

$(DEMO): | build
	@mkdir -p $(@D)
	rm -rf demo/files
	$(TARGET)/release/onemap generate --grids 779 --buildings 60000 --complaints 240000 --seed 7 --out demo/files
	$(TARGET)/release/onemap import --store $@ --from demo/files

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-fund --no-audit
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run build
	@touch $@

clean:
	rm -rf target demo web/dist web/node_modules
