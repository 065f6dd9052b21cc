package io.slipway.core.local.sidecar;

import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.RunningProcess;

/** Starts a process of a task, and writes down that it did. Thread-safe. */
@FunctionalInterface
public interface Beginning {
    RunningProcess start(ProcessSpec spec);
}
