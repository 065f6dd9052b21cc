/**
 * Where a task goes, or exactly why nowhere. Read {@link io.slipway.core.placement.Placer} first.
 */
@NullMarked
package io.slipway.core.placement;

import org.jspecify.annotations.NullMarked;
