#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
# Every route must lead to a service that is there.
for service in $(sed -n 's/.*proxy_pass http:\/\/\([a-z]*\):.*/\1/p' build/gateway.conf); do
    test -d "$to/$service" || { echo "$service is not deployed: deploy it before the gateway" >&2; exit 1; }
done
rm -rf "$to/gateway"
mkdir -p "$to/gateway"
tar -xzf build/gateway.tar.gz -C "$to/gateway"
echo gateway >> "$to/order.txt"
