/**
 * The loop: a queue of inputs in front of the scheduler, the journal behind it, effects released after it. Read
 * {@link io.slipway.core.orchestrate.Orchestrator} first.
 */
@NullMarked
package io.slipway.core.orchestrate;

import org.jspecify.annotations.NullMarked;
