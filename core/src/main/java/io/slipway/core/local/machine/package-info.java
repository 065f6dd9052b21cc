/**
 * What this machine offers to tasks: labels, processors, memory and tools. Read
 * {@link io.slipway.core.local.machine.LocalMachine} first.
 */
@NullMarked
package io.slipway.core.local.machine;

import org.jspecify.annotations.NullMarked;
