/** Deals the test files of split tasks out to their parts, by how long they took. Read {@link io.slipway.core.local.shard.Sharding} first. */
@NullMarked
package io.slipway.core.local.shard;

import org.jspecify.annotations.NullMarked;
