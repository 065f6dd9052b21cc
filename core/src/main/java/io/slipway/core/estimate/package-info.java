/**
 * How long a task takes, how sure that is, what it uses, and how far its failures are its own. Read {@link
 * io.slipway.core.estimate.DurationModel} first.
 */
@NullMarked
package io.slipway.core.estimate;

import org.jspecify.annotations.NullMarked;
