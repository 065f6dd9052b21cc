package io.slipway.core.local.process;

/** One of the ways to start programs on this machine. Thread-safe. */
interface ChildFactory {

    Child start(ProcessSpec spec) throws StartFailed;
}
