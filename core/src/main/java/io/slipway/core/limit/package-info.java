/**
 * How many tasks should be in flight, learnt from how they went. Read {@link io.slipway.core.limit.ConcurrencyLimit}
 * first.
 */
@NullMarked
package io.slipway.core.limit;

import org.jspecify.annotations.NullMarked;
