/**
 * Runs pipelines on this machine alone: memory, directories and processes. Read
 * {@link io.slipway.core.local.LocalEngine} first.
 */
@NullMarked
package io.slipway.core.local;

import org.jspecify.annotations.NullMarked;
