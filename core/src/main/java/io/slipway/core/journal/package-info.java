/**
 * One codec for events: the journal, {@code --json} and event streams say the same. Read
 * {@link io.slipway.core.journal.Journal} first.
 */
@NullMarked
package io.slipway.core.journal;

import org.jspecify.annotations.NullMarked;
