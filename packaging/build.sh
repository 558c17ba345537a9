#!/usr/bin/env bash
# Makes packages in target/package and tells their sizes: packaging/build.sh deb|tarball [PROFILE]
# The profile is release where none is named; dev is quicker, to try the packages themselves.
# Wants cargo-deb for the Debian package. The same commit gives the same bytes (CONTRIBUTING.md, “Packages”).
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?deb or tarball}
profile=${2:-release}
package=target/package
export LC_ALL=C.UTF-8
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
if [ "$profile" = release ]; then
    export SOURCE_DATE_EPOCH=$epoch
    # Panics name the files of libraries: not by where they lay on this machine.
    cargo_home=${CARGO_HOME:-$HOME/.cargo}
    export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$PWD=. --remap-path-prefix=$cargo_home=cargo"
fi
cargo build --locked --profile "$profile" --features parquet
export SOURCE_DATE_EPOCH=$epoch
program=target/${profile/#dev/debug}/jianbao
version=$("$program" --version | cut -d' ' -f2)

# What both packages put beside the program.
share=$package/share
rm -rf "$share"
"$program" share "$share"
install -Dm644 packaging/jianbao.desktop -t "$share/applications"
install -Dm644 packaging/jianbao.metainfo.xml "$share/metainfo/local.jianbao.jianbao.metainfo.xml"
install -Dm644 assets/icon/jianbao.svg -t "$share/icons/hicolor/scalable/apps"
for icon in assets/icon/*.png; do
    size=$(basename "$icon" .png)
    install -Dm644 "$icon" "$share/icons/hicolor/${size}x$size/apps/jianbao.png"
done
install -Dm644 README.md README.zh.md assets/schema/*.json -t "$share/doc/jianbao"
cp -r docs/src "$share/doc/jianbao/manual"
find "$share" -path '*/man/*' -type f -exec gzip -9n {} +

case $kind in
deb)
    install -Dm644 packaging/lintian-overrides "$share/lintian/overrides/jianbao"
    gzip -9nc CHANGELOG.md >"$share/doc/jianbao/changelog.gz"
    printf 'jianbao (%s-1) unstable; urgency=medium\n\n  * What is new stands in changelog.gz.\n\n -- %s  %s\n' \
        "$version" "$(sed -n 's/^maintainer = "\(.*\)"/\1/p' Cargo.toml)" \
        "$(date -uRd "@$SOURCE_DATE_EPOCH")" >"$package/changelog"
    file=$(cargo deb --no-build --profile "$profile" --output "$package/")
    ;;
tarball)
    name=jianbao-$version-$(uname -m)-linux
    tree=$package/$name
    rm -rf "$tree"
    install -Dsm755 "$program" "$tree/bin/jianbao"
    cp -r "$share" "$tree/share"
    install -m644 LICENSE README.md README.zh.md CHANGELOG.md -t "$tree"
    file=$package/$name.tar.xz
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$package" -c "$name" |
        xz -6 >"$file"
    ;;
esac
printf '%s: %s bytes, installed %s KB\n' "$file" "$(stat -c %s "$file")" "$(du -sk --apparent-size "${tree:-$share}" | cut -f1)"
