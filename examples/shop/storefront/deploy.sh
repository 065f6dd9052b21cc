#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
test -d "$to/basket" || { echo "basket is not deployed: deploy it first" >&2; exit 1; }
test -f "$to/catalog/products.json" || { echo "catalog is not deployed: deploy it first" >&2; exit 1; }
rm -rf "$to/storefront"
mkdir -p "$to/storefront"
tar -xzf build/storefront.tar.gz -C "$to/storefront"
echo storefront >> "$to/order.txt"
