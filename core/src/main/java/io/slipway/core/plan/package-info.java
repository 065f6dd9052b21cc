/**
 * The order that finishes soonest, how far from the best it can be, and what is urgent meanwhile. Read {@link
 * io.slipway.core.plan.Planner} first.
 */
@NullMarked
package io.slipway.core.plan;

import org.jspecify.annotations.NullMarked;
