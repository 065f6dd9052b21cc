/**
 * The same scheduler in virtual time, with faults by seed. Read {@link io.slipway.core.simulate.Simulation} first.
 */
@NullMarked
package io.slipway.core.simulate;

import org.jspecify.annotations.NullMarked;
