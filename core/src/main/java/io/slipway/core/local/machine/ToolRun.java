package io.slipway.core.local.machine;

import java.util.List;
import java.util.Optional;

/** Runs a tool only to read what it prints about itself. */
@FunctionalInterface
public interface ToolRun {
    /** Everything it printed on both outputs; absent when it could not be started, failed, or took too long. Blocks. */
    Optional<String> printed(List<String> command);
}
