/**
 * What jobs of any CI host ask of Slipway; a bridge to one host only translates. Read
 * {@link io.slipway.core.bridge.CommitJobs} first.
 */
@NullMarked
package io.slipway.core.bridge;

import org.jspecify.annotations.NullMarked;
