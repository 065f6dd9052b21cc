/**
 * Whose turn it is when many teams want the same agents. Read {@link io.slipway.core.fairshare.FairShareQueue} first.
 */
@NullMarked
package io.slipway.core.fairshare;

import org.jspecify.annotations.NullMarked;
