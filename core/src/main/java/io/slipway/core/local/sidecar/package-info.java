/**
 * Starts what a task wants beside its command, waits until it can be used, and ends it. Read {@link
 * io.slipway.core.local.sidecar.Sidecars} first.
 */
@NullMarked
package io.slipway.core.local.sidecar;

import org.jspecify.annotations.NullMarked;
