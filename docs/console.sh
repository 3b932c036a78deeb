#!/bin/sh
# Makes the pictures of docs/console.md anew, from the browser tests. Needs Chromium and its driver.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B verify -pl ui-jsf/e2e -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='PagesE2E,LabellingE2E,RolloutsE2E' \
    -Dfailsafe.failIfNoSpecifiedTests=false
mkdir -p docs/images/console
for shot in ui-jsf/e2e/target/screenshots/*-light-1280.png; do
    cp "$shot" "docs/images/console/$(basename "$shot" -light-1280.png).png"
done
for page in rollout rollout-stopped rollout-plan release artifact device-updates; do
    cp "ui-jsf/e2e/target/screenshots/$page.png" "docs/images/console/$page.png"
done
