package io.slipway.core.local.process;

import org.junit.jupiter.api.parallel.Isolated;

/** Alone in its JVM: the native way takes programs that lead a session, and are not its own, for adopted ones. */
@Isolated
class BuilderTaskProcessesTest extends TaskProcessesContract {

    @Override
    ChildFactory children() {
        return new BuilderChildFactory();
    }
}
