package io.slipway.core.orchestrate;

import io.slipway.core.journal.JournalEntry;
import java.util.List;

/**
 * Is told what happened, after it was written down. Called by the orchestrator's thread, in order; must not block. What
 * it throws is its own affair and changes nothing.
 */
@FunctionalInterface
public interface EventListener {
    void onEvents(List<JournalEntry> entries);
}
