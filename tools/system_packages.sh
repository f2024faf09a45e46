#!/usr/bin/env bash
# The programs outside Python that the tests use: installed on Debian as root, else named. Quick when all is there.
set -u

lacking=()
# Java compiles tests/support/verapdf/Validate.java on the fly, so it takes a JDK, not just a JRE.
command -v javac >/dev/null || lacking+=(default-jdk-headless)
# veraPDF reads its rules with JAXB, which Java no longer brings.
[ -e /usr/share/java/jaxb-runtime.jar ] && [ -e /usr/share/java/jaxb-api.jar ] || lacking+=(libjaxb-java)
# The smallest Writer that turns DOCX into tagged PDF without a screen.
command -v soffice >/dev/null || lacking+=(libreoffice-writer-nogui)
# The browser that the tests of the web drive.
command -v chromium >/dev/null || lacking+=(chromium)

[ ${#lacking[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${lacking[*]}"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get update >"$log" 2>&1 && apt-get install --yes --no-install-recommends "${lacking[@]}" >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 20 "$log"
    rm -f "$log"
fi

cat <<END
************************************************************************
MISSING: ${lacking[*]}
Tests that need them are SKIPPED. On Debian or Ubuntu, mend it with:
    sudo apt-get install --no-install-recommends ${lacking[*]}
************************************************************************
END
