/**
 * One step: state and an input in, events and effects out. Pure. Read {@link io.slipway.core.schedule.Scheduler} first.
 */
@NullMarked
package io.slipway.core.schedule;

import org.jspecify.annotations.NullMarked;
