# SPDX-License-Identifier: Apache-2.0
# How is changegate built, tested and held in order? `make help` lists the targets.

VERSION = 0.1.0-dev

# What people may set: make SANITIZE=address,undefined check; make V=1; make ONLY=base/ unit.
SANITIZE ?=
BUILD ?= build$(if $(SANITIZE),-sanitize)
FOLDERS ?= base core checks ledger audit reports integrations cmd
ONLY ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ ?=
SECONDS ?= 60

ifeq ($(origin CC),default)
CC = gcc
endif
CLANG ?= $(call first_of,clang-14 clang)
CLANG_FORMAT ?= $(call first_of,clang-format-14 clang-format)
CLANG_TIDY ?= $(call first_of,clang-tidy-14 clang-tidy)
PKG_CONFIG ?= pkg-config

first_of = $(or $(firstword $(foreach tool,$(1),$(shell command -v $(tool) 2>/dev/null))),\
	$(firstword $(1)))
Q = $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@printf '  %-8s %s\n' $(1) $(patsubst $(CURDIR)/%,%,$@))

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := all

# ---- what there is ------------------------------------------------------------------------------

pure_folders = base core checks ledger audit reports
sources := $(foreach folder,$(FOLDERS),$(sort $(wildcard $(folder)/*.c)))
headers := $(foreach folder,$(FOLDERS),$(sort $(wildcard $(folder)/*.h)))
presets := $(sort $(wildcard policies/*@*.yml))
page_parts := $(sort $(wildcard reports/pack/*.html reports/pack/*.css reports/pack/*.js))
unit_sources := $(sort $(foreach folder,$(FOLDERS),$(wildcard tests/unit/$(folder)/*.c)))
scenario_sources := $(sort $(wildcard $(patsubst %,tests/%/*.c,scenarios forges replay reports)))
fake_sources := $(sort $(wildcard tests/fake/*.c))
fuzz_sources := $(sort $(filter-out tests/fuzz/driver.c,$(wildcard tests/fuzz/*.c)))
bench_sources := $(sort $(wildcard tests/bench/*.c))
tool_sources := $(sort $(wildcard tests/tools/*.c))
test_sources := $(unit_sources) $(scenario_sources) $(fake_sources) $(wildcard tests/fuzz/*.c) \
	$(bench_sources) $(tool_sources)
c_files := $(sources) $(headers) $(test_sources) \
	$(wildcard tests/*/*.h tests/unit/*/*.h)

library := $(BUILD)/libchangegate.a
binary := $(BUILD)/changegate
objects := $(patsubst %.c,$(BUILD)/%.o,$(sources))
library_objects := $(filter-out $(BUILD)/cmd/main.o,$(objects)) \
	$(if $(filter core,$(FOLDERS)),$(BUILD)/generated/presets.o) \
	$(if $(filter reports,$(FOLDERS)),$(BUILD)/generated/page_parts.o)
fakes := $(if $(fake_sources),$(BUILD)/libfakes.a)
programs := $(if $(wildcard cmd/main.c),$(if $(filter cmd,$(FOLDERS)),$(binary)))
unit_programs := $(patsubst %.c,$(BUILD)/%,$(unit_sources))
scenario_programs := $(patsubst %.c,$(BUILD)/%,$(scenario_sources))
corpus_programs := $(patsubst %.c,$(BUILD)/%,$(fuzz_sources))
bench_programs := $(patsubst %.c,$(BUILD)/%,$(bench_sources))
# The end-to-end tests talk to servers on this machine without certificates: the same programs, with
# the one object in front of the library that allows it. The binary itself never does.
plain_http := $(BUILD)/tests/fake/plain_http.o
test_binary := $(if $(programs),$(BUILD)/changegate-test)
plain_tools := $(patsubst %,$(BUILD)/tests/tools/%,git_remote http_get)
# A year of deploys whose truth is known, with the ledger and the exports of such a year.
year := $(BUILD)/tests/tools/year
# What a result says, for the shell of the scenarios.
result_lines := $(BUILD)/tests/tools/result_lines
e2e_programs := $(test_binary) $(plain_tools) $(year) $(result_lines)
test_programs := $(unit_programs) $(scenario_programs) $(corpus_programs) $(e2e_programs)

# ---- how it is compiled -------------------------------------------------------------------------

packages = libcjson libfyaml libpcre2-8 libcrypto libssl libgit2 libcurl expat \
	$(if $(wildcard integrations/xlsx.c),xlsxwriter)
package_cflags := $(shell $(PKG_CONFIG) --cflags $(packages) 2>/dev/null)
package_libs := $(shell $(PKG_CONFIG) --libs $(packages) 2>/dev/null)

warnings = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wcast-qual -Wcast-align -Wwrite-strings -Wformat=2 -Wundef -Wvla \
	-Wimplicit-fallthrough -Wnested-externs -Wdate-time -Wunused-macros
gcc_warnings = -Walloca -Wduplicated-cond -Wduplicated-branches -Wlogical-op
# Tests may be laxer about numbers and may have large frames.
strict_warnings = -Wpedantic -Wconversion -Wsign-conversion -Wformat-signedness
CPPFLAGS_all = -I. -D_POSIX_C_SOURCE=200809L -DCHANGEGATE_VERSION='"$(VERSION)"' \
	$(package_cflags) $(CPPFLAGS)
CPPFLAGS_integrations = -D_GNU_SOURCE
CPPFLAGS_cmd = -D_GNU_SOURCE
# cmocka has a macro `fail`; behind our declaration it does no harm.
CPPFLAGS_tests = -D_GNU_SOURCE -include base/error.h
# libgit2 has members of banned names, libxlsxwriter uses some in its headers; so where they may be
# used they come before the ban.
before_ban = $(if $(findstring /git,$(1))$(findstring store_git,$(1)),-include git2.h) \
	$(if $(findstring integrations/xlsx.c,$(1)),-include xlsxwriter.h)
banned = $(before_ban) -include base/banned.h
define_for = $(CPPFLAGS_all) $(CPPFLAGS_$(firstword $(subst /, ,$(1))))
preprocess = $(define_for) $(banned)

CFLAGS ?= -O2 -g
ifeq ($(SANITIZE),)
hardening = -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
link_hardening = -Wl,-z,relro,-z,now
else
# A limit of 0 under ARENA_DEBUG makes one comparison constant.
hardening = -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_DEBUG \
	-Wno-type-limits
link_hardening = -fsanitize=$(SANITIZE)
endif
compile = $(CC) -std=c11 $(warnings) $(gcc_warnings) -Werror -fPIE -pthread $(CFLAGS) $(hardening)
link = $(CC) -pie -pthread $(link_hardening) -Wl,--as-needed $(LDFLAGS)

.PHONY: all help check check-all demo unit scenarios e2e corpus layers twins pure headers style lint \
	lint-tidy lint-cppcheck lint-analyzer lint-shell lint-node format format-check generated \
	generated-check poison house-test mutants bench install fuzz fuzz-all setup setup-build interop \
	clean \
	programs tests FORCE

all: programs ## the binary (default)
programs: $(library) $(programs)
tests: programs $(test_programs) ## every test program, not run

$(binary): $(BUILD)/cmd/main.o $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

$(test_binary): $(BUILD)/cmd/main.o $(plain_http) $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

$(result_lines): $(BUILD)/%: $(BUILD)/%.o $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

$(plain_tools): $(BUILD)/%: $(BUILD)/%.o $(plain_http) $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

$(library): $(library_objects) $(BUILD)/members
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $(library_objects)

$(BUILD)/libfakes.a: $(patsubst %.c,$(BUILD)/%.o,$(fake_sources))
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# These two change only when what they hold changes, and so rebuild what depends on it.
changed = mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || \
	printf '%s\n' '$(subst ','\'',$(1))' >$@
$(BUILD)/flags: FORCE
	@$(call changed,$(compile) $(strict_warnings) $(CPPFLAGS_all))
$(BUILD)/members: FORCE
	@$(call changed,$(library_objects))
FORCE:

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(compile) $(if $(filter tests/%,$<),,$(strict_warnings)) $(call preprocess,$<) \
		-MMD -MP -c -o $@ $<

$(BUILD)/generated/%.o: $(BUILD)/generated/%.c $(BUILD)/flags
	$(call say,CC)
	$(Q)$(compile) $(CPPFLAGS_all) -MMD -MP -c -o $@ $<

$(BUILD)/tests/tools/embed: $(BUILD)/tests/tools/embed.o
	$(call say,LINK)
	$(Q)$(link) -o $@ $<

# For LD_PRELOAD, so without sanitizers and hardening.
$(BUILD)/tests/tools/kill_at.so: tests/tools/kill_at.c
	$(call say,LINK)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(warnings) -Werror -O2 $(call preprocess,$<) -fPIC -shared -o $@ $< -ldl
$(BUILD)/tests/unit/integrations/store_dir: | $(BUILD)/tests/tools/kill_at.so

$(BUILD)/generated/presets.c: $(presets) $(BUILD)/tests/tools/embed $(BUILD)/presets
	$(call say,EMBED)
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tests/tools/embed core/presets.h preset_bytes $(presets) >$@
$(BUILD)/presets: FORCE
	@$(call changed,$(presets))

$(BUILD)/generated/page_parts.c: $(page_parts) $(BUILD)/tests/tools/embed $(BUILD)/page-parts
	$(call say,EMBED)
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tests/tools/embed reports/page_parts.h page_part $(page_parts) >$@
$(BUILD)/page-parts: FORCE
	@$(call changed,$(page_parts))

link_test = $(link) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(package_libs) -lcmocka $(LDLIBS)

$(unit_programs) $(scenario_programs) $(bench_programs) $(year): $(BUILD)/%: $(BUILD)/%.o $(fakes) $(library)
	$(call say,LINK)
	$(Q)$(link_test)

$(year): $(year)_records.o $(year)_around.o

$(corpus_programs): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/tests/fuzz/driver.o $(fakes) $(library)
	$(call say,LINK)
	$(Q)$(link_test)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# ---- documents that field tables write: file:program:argument -----------------------------------

documents = docs/policy.md:policy_docs:markdown policies/policy.schema.json:policy_docs:schema \
	docs/evidence.md:evidence_docs:markdown docs/result.schema.json:result_docs:schema
part = $(word $(2),$(subst :, ,$(1)))
document_programs := $(sort $(foreach row,$(documents),$(BUILD)/tests/tools/$(call part,$(row),2)))
written_by = $(BUILD)/tests/tools/$(call part,$(1),2) $(call part,$(1),3)

$(document_programs): $(BUILD)/%: $(BUILD)/%.o $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

generated: $(document_programs) ## rewrites the documents that come from the field tables
	@$(foreach row,$(documents),$(call written_by,$(row)) >$(BUILD)/document && \
		cp $(BUILD)/document $(call part,$(row),1) &&) :

generated-check: $(document_programs) ## says whether `make generated` would change anything
	@$(foreach row,$(documents),$(call written_by,$(row)) | diff -u $(call part,$(row),1) - &&) : || \
		{ echo 'out of date: run make generated' >&2; exit 1; }

# ---- tests: each is a line "name command" for the runner ----------------------------------------

picked = $(if $(ONLY),$(foreach word,$(1),$(if $(findstring $(ONLY),$(word)),$(word))),$(1))
line = printf '%s\n' '$(1)';
unit_lines = $(foreach program,$(call picked,$(unit_programs)),\
	$(call line,$(patsubst $(BUILD)/tests/%,%,$(program)) $(program)))
scenario_lines = $(foreach program,$(call picked,$(scenario_programs)),\
	$(call line,$(patsubst $(BUILD)/tests/%,%,$(program)) $(program)))\
	$(foreach script,$(call picked,$(wildcard tests/scenarios/run)),\
	$(call line,scenarios $(if $(SANITIZE),,KEEP=$(kept)) $(script)))
e2e_lines = $(foreach script,$(call picked,$(sort $(wildcard tests/e2e/*.sh))),\
	$(call line,$(patsubst tests/%.sh,%,$(script)) $(script)))
corpus_lines = $(foreach program,$(call picked,$(corpus_programs)),\
	$(call line,corpus/$(notdir $(program)) $(program) tests/fuzz/corpus/$(notdir $(program))))
again = $(MAKE) -s -k -j$(JOBS) -Otarget $(foreach name,BUILD FOLDERS VERSION CC CPPFLAGS,\
	$(name)="$($(name))")
house_lines = $(foreach target,$(call picked,lint-tidy lint-analyzer lint-cppcheck lint-shell lint-node pure \
	headers layers twins style format-check generated-check poison house-test),\
	$(call line,$(target) $(again) $(target)))
run = { $(1) :; } | BUILD='$(BUILD)' BIN='$(abspath $(binary))' CC='$(CC)' SANITIZE='$(SANITIZE)' \
	JOBS='$(JOBS)' tests/run.sh

check: setup ## everything that a change must pass; installs what it needs
	@$(MAKE) -j$(JOBS) tests
	@$(MAKE) check-all

check-all: tests $(if $(SANITIZE),,$(document_programs))
	@$(call run,$(if $(SANITIZE),,$(house_lines)) $(unit_lines) $(scenario_lines) $(e2e_lines) \
		$(corpus_lines))

unit: $(call picked,$(unit_programs)) ## unit tests; ONLY=base/json picks some
	@$(call run,$(unit_lines))

scenarios: programs $(test_binary) $(result_lines) $(scenario_programs) ## the specification of the controls, case by case
	@$(call run,$(scenario_lines))

e2e: programs $(e2e_programs) ## the binary over real repositories
	@$(call run,$(e2e_lines))

corpus: $(corpus_programs) ## fuzz targets over their saved inputs
	@$(call run,$(corpus_lines))

# ---- does each condition of the checks matter to a scenario? ------------------------------------

check_sources := $(filter checks/%,$(sources))
# The evidence that the scenarios collected. Whoever ran them all has written it already.
kept = $(BUILD)/mutants/kept
$(kept)/complete: $(binary) $(test_binary) $(result_lines) $(wildcard tests/scenarios/*)
	$(call say,KEEP)
	@mkdir -p $(@D)
	$(Q)BIN='$(abspath $(binary))' JOBS='$(JOBS)' KEEP='$(@D)' tests/scenarios/run \
		>$(@D).log 2>&1 || { tail -n 100 $(@D).log; exit 1; }

$(BUILD)/mutants/sites.c: $(check_sources) tests/tools/negate_conditions
	$(call say,NEGATE)
	$(Q)python3 tests/tools/negate_conditions $(@D) $(check_sources)
$(patsubst %,$(BUILD)/mutants/%,$(check_sources)): $(BUILD)/mutants/sites.c ;

$(BUILD)/mutants/%.o: $(BUILD)/mutants/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -g -w $(CPPFLAGS_all) $(banned) -include tests/tools/mutants.h \
		-MMD -MP -c -o $@ $<

$(BUILD)/mutants/replay: $(BUILD)/tests/tools/replay_mutants.o $(BUILD)/mutants/sites.o \
		$(patsubst %.c,$(BUILD)/mutants/%.o,$(check_sources)) $(library)
	$(call say,LINK)
	$(Q)$(link) -o $@ $^ $(package_libs) $(LDLIBS)

mutants: programs $(kept)/complete $(BUILD)/mutants/replay ## each condition of the checks, negated, changes a verdict of the scenarios
	@BIN='$(abspath $(binary))' JOBS='$(JOBS)' V='$(V)' tests/mutants/run $(kept) \
		$(BUILD)/mutants/replay

# ---- house rules --------------------------------------------------------------------------------

layers: ## who includes whom, against the picture in the architecture
	@tests/tools/layers.sh

pure_objects := $(patsubst %.c,$(BUILD)/pure/%.o,$(filter $(addsuffix /%,$(pure_folders)),$(sources)))
# What distributions switch on by default is off, and no call becomes another one (printf, puts).
plain = -O2 -fno-builtin -fno-stack-protector -U_FORTIFY_SOURCE
$(BUILD)/pure/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(plain) -w $(call preprocess,$<) -MMD -MP -c -o $@ $<

pure: $(pure_objects) ## the pure folders call nothing but what their lists allow
	@tests/tools/pure.sh $(BUILD)/pure $(pure_folders)

header_stamps := $(patsubst %,$(BUILD)/headers/%.ok,$(headers))
$(BUILD)/headers/%.ok: % $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(warnings) -Werror $(call define_for,$<) \
		-MMD -MP -MT $@ -MF $(@:.ok=.d) -fsyntax-only -Wno-unused-macros -x c $<
	@touch $@

headers: $(header_stamps) $(objects) ## each header compiles alone; each .c with functions has one
	@tests/tools/headers.sh $(BUILD) $(sources)

# The linker takes the first of two functions of one name from a library, and says nothing.
twins: $(library) ## no function or object is defined twice
	@twice=$$(nm -g --defined-only $(library) | awk 'NF == 3 { print $$3 }' | sort | uniq -d); \
	[ -z "$$twice" ] || { printf 'defined twice: %s\n' $$twice; exit 1; }

style: ## first line, blanks, hidden characters, left-over words
	@tests/tools/style.sh

poison: ## the banned functions do not compile
	@tests/tools/poison.sh $(CC) -std=c11 $(CPPFLAGS_all) $(CPPFLAGS_integrations)

house-test: ## the house rules, shown what breaks them
	@CC='$(CC)' tests/tools/house-test.sh

format: ## rewrites the C files in the house style
	$(CLANG_FORMAT) -i $(c_files)
	@$(CLANG_FORMAT) -i $(c_files) # a broken comment settles in the second round

format-check: ## says which C files are not in the house style
	@$(CLANG_FORMAT) --dry-run --Werror $(c_files)

lint: lint-tidy lint-analyzer lint-cppcheck lint-shell lint-node ## clang-tidy, gcc -fanalyzer, cppcheck, shellcheck

linted := $(sources)
lint_for = $(call preprocess,$(1)) \
	$(if $(filter base/error.c base/source.c,$(1)),,-include tests/tools/lint.h)
# gcc 12 takes memory that hangs on a structure of the caller, or on a cleanup attribute, for lost (the
# leak sanitizer looks instead), and gives up on what a loop proved about a pointer (clang does not).
analyzer = -O1 -fanalyzer -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak \
	-Wno-analyzer-null-dereference -Wno-analyzer-possible-null-dereference \
	-Wno-analyzer-null-argument -Wno-analyzer-possible-null-argument
$(BUILD)/lint/tidy/%.ok: % .clang-tidy $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CLANG_TIDY) --quiet $< -- -std=c11 $(call lint_for,$<) 2>$@.log || \
		{ cat $@.log; exit 1; }
	@$(CC) -std=c11 $(call lint_for,$<) -MM -MP -MT $@ -MF $(@:.ok=.d) $<
	@touch $@
lint-tidy: $(patsubst %,$(BUILD)/lint/tidy/%.ok,$(linted))

$(BUILD)/lint/analyzer/%.ok: % $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(analyzer) -Werror $(call lint_for,$<) -MMD -MP -MT $@ -MF $(@:.ok=.d) \
		-c -o /dev/null $<
	@touch $@
lint-analyzer: $(patsubst %,$(BUILD)/lint/analyzer/%.ok,$(linted))

lint-cppcheck:
	@mkdir -p $(BUILD)/lint/cppcheck
	$(Q)cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr -j$(JOBS) \
		--cppcheck-build-dir=$(BUILD)/lint/cppcheck --enable=warning,performance,portability \
		--suppressions-list=tests/tools/cppcheck.suppressions \
		-I. -D_POSIX_C_SOURCE=200809L -D__GNUC__=12 '-D__typeof__(x)=void *' $(linted)

lint-shell:
	@tests/tools/shell-files.sh | xargs shellcheck -x -P SCRIPTDIR

lint-node:
	@for file in $(wildcard tests/fake/git-server tests/fake/http-faults tests/fake/github/*.js \
		tests/fake/oidc/*.mjs tests/fake/tracker/*.js tests/fake/tsa/*.js tests/tools/oscal/*.mjs \
		tests/browser/*.js) $(filter %.js,$(page_parts)); do \
		node --check $$file || exit 1; done

# ---- fuzzing with libFuzzer: make fuzz FUZZ=json SECONDS=600 ------------------------------------

fuzz_build = $(BUILD)-fuzz
fuzz_flags = -std=c11 -O1 -g -fPIE -pthread -fno-omit-frame-pointer -DARENA_DEBUG \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz_library_objects = $(patsubst $(BUILD)/%,$(fuzz_build)/%,$(library_objects))
fuzz_names = $(or $(FUZZ),$(patsubst tests/fuzz/%.c,%,$(fuzz_sources)))

$(fuzz_build)/%.o: %.c
	$(call say,CLANG)
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(fuzz_flags) $(call preprocess,$<) -MMD -MP -c -o $@ $<

$(fuzz_build)/generated/%.o: $(BUILD)/generated/%.c
	$(call say,CLANG)
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(fuzz_flags) $(CPPFLAGS_all) -c -o $@ $<

$(fuzz_build)/libchangegate.a: $(fuzz_library_objects) $(BUILD)/members \
		$(patsubst %.c,$(fuzz_build)/%.o,$(fake_sources))
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

$(fuzz_build)/fuzz-%: $(fuzz_build)/tests/fuzz/%.o $(fuzz_build)/libchangegate.a
	$(call say,LINK)
	$(Q)$(CLANG) -fsanitize=fuzzer,address,undefined -pthread -o $@ $^ $(package_libs) $(LDLIBS)

-include $(shell find $(fuzz_build) -name '*.d' 2>/dev/null)

# New inputs go to the build folder; whatever is a finding is copied into the corpus by hand.
fuzz_one = mkdir -p $(fuzz_build)/found/$(1) tests/fuzz/corpus/$(1) && \
	$(fuzz_build)/fuzz-$(1) -max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=2048 \
	$(patsubst %,-dict=%,$(wildcard tests/fuzz/$(1).dict)) \
	-print_final_stats=1 -artifact_prefix=$(fuzz_build)/$(1)- \
	$(fuzz_build)/found/$(1) tests/fuzz/corpus/$(1)

fuzz: $(patsubst %,$(fuzz_build)/fuzz-%,$(fuzz_names)) ## FUZZ=json SECONDS=600; without FUZZ: all
	@set -e; $(foreach name,$(fuzz_names),$(call fuzz_one,$(name));)

fuzz_lines = $(foreach name,$(fuzz_names),$(call line,fuzz/$(name) \
	{ $(call fuzz_one,$(name)); } >$(fuzz_build)/$(name).log 2>&1 || \
	{ grep -v "^\#" $(fuzz_build)/$(name).log | tail -n 60; exit 1; }))

fuzz-all: $(patsubst %,$(fuzz_build)/fuzz-%,$(fuzz_names)) ## each for SECONDS, JOBS at a time
	@export TEST_SECONDS=$$(($(SECONDS) + 300)); $(call run,$(fuzz_lines))

# ---- the rest -----------------------------------------------------------------------------------

demo: setup ## one real deploy from beginning to end, on this machine
	@$(MAKE) -j$(JOBS) programs
	@BUILD='$(BUILD)' BIN='$(abspath $(binary))' tests/demo.sh

bench: programs $(bench_programs) $(test_binary) ## ratios, never absolute times
	@BUILD='$(BUILD)' BIN='$(abspath $(binary))' tests/bench/run

interop: programs $(test_binary) ## verifiers that other people wrote
	@if [ -e tests/interop/run ]; then \
		BUILD='$(BUILD)' BIN='$(abspath $(binary))' tests/interop/run; \
	else echo 'interop: no foreign verifier yet (tests/interop/run)'; fi

install: programs ## DESTDIR= and PREFIX= as usual
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(binary) $(DESTDIR)$(PREFIX)/bin/changegate
	@$(foreach section,1 5,$(foreach page,$(sort $(wildcard docs/*.$(section))),\
		install -D -m 644 $(page) \
			$(DESTDIR)$(PREFIX)/share/man/man$(section)/$(notdir $(page)) &&)) :
	install -d $(DESTDIR)$(PREFIX)/share/changegate $(DESTDIR)$(PREFIX)/share/doc/changegate/docs
	install -m 644 $(presets) policies/policy.schema.json docs/result.schema.json \
		$(DESTDIR)$(PREFIX)/share/changegate
	install -m 644 LICENSE README.md CHANGELOG.md $(DESTDIR)$(PREFIX)/share/doc/changegate
	install -m 644 $(sort $(wildcard docs/*.md docs/*.svg docs/*.png)) \
		$(DESTDIR)$(PREFIX)/share/doc/changegate/docs

setup: ## installs the packages that are missing (apt, as root or with sudo)
	@tests/tools/setup.sh

setup-build: ## the same, just what the binary needs
	@tests/tools/setup.sh build

clean: ## removes what was built
	rm -rf build build-sanitize build-fuzz $(BUILD) $(fuzz_build)

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | sort | expand -t 18
