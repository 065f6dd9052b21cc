package io.slipway.core.journal;

class MemoryJournalTest extends JournalContract {
    @Override
    protected Journal open() {
        return new MemoryJournal();
    }
}
