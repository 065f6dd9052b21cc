/**
 * How long tasks take and which of them decide when everything is done. Read {@link io.slipway.core.plan.Durations} first.
 */
@NullMarked
package io.slipway.core.plan;

import org.jspecify.annotations.NullMarked;
