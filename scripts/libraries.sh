#!/bin/sh
# Installs the system libraries that PDFs and complex scripts need, where this is allowed; else says how.
# Everything but the PDF of a certificate works without them.
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfribidi0"
command -v dpkg-query >/dev/null 2>&1 || exit 0
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
as_root=""
if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "For certificates as PDF, ask your administrator for: apt-get install$missing"
        exit 0
    fi
fi
echo "Installing$missing"
# shellcheck disable=SC2086
{ $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 ||
    echo "Could not install them here. For certificates as PDF: apt-get install$missing"
exit 0
