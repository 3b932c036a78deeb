#!/usr/bin/env bash
# Installs this distribution as a service on a Debian-like system: run it as root from the unpacked folder.
#   ./install.sh --pack FILE [--source camera] [--profile pi-zero]
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
pack='' source=camera profile=default

usage() {
    echo "usage: ./install.sh --pack FILE [--source SOURCE (default camera)] [--profile default|pi-zero]"
}
fail() {
    echo "install.sh: $*" >&2
    exit 2
}
while [ $# -gt 0 ]; do
    case $1 in
    --pack | --source | --profile)
        [ $# -ge 2 ] || fail "$1 needs a value"
        declare "${1#--}=$2"
        shift 2
        ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
done
[ "$(id -u)" = 0 ] || fail "must be run as root"
[ -f "$pack" ] || fail "--pack: there is no file '$pack'"
[ "$profile" = default ] || [ -d "$here/profiles/$profile" ] || fail "--profile: there is no profile '$profile'"
command -v java >/dev/null || fail "no Java found: apt install openjdk-17-jre-headless"
command -v systemctl >/dev/null || fail "this system has no systemd; run bin/tinylcm by hand"

id tinylcm >/dev/null 2>&1 || useradd --system --home-dir /var/lib/tinylcm --shell /usr/sbin/nologin tinylcm
install -d /opt/tinylcm /etc/tinylcm
# Configuration that was changed on the device is kept; everything else is replaced.
cp -r "$here"/bin "$here"/lib "$here"/bundles "$here"/profiles /opt/tinylcm/
cp -rn "$here"/etc /opt/tinylcm/
install -m 0644 "$pack" /etc/tinylcm/model.tlcm
cat >/etc/tinylcm/device.env <<ENV
TINYLCM_PACK=/etc/tinylcm/model.tlcm
TINYLCM_SOURCE=$source
TINYLCM_PROFILE=$profile
ENV
install -m 0644 "$here/systemd/tinylcm.service" /etc/systemd/system/tinylcm.service
systemctl daemon-reload
systemctl enable --now tinylcm
echo "Installed and started. Look: journalctl -u tinylcm; sudo -u tinylcm /opt/tinylcm/bin/tinylcm shell --data /var/lib/tinylcm"
