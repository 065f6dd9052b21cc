/**
 * Whether a task needs to run at all: what its key is made of, what was kept under it, and why a look-up missed. Read
 * {@link io.slipway.core.cache.Action} first.
 */
@NullMarked
package io.slipway.core.cache;

import org.jspecify.annotations.NullMarked;
