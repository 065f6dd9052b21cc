package io.slipway.core.local.process;

class NativeTaskProcessesTest extends TaskProcessesContract {

    @Override
    ChildFactory children() {
        return Lineage.ofThisJvm();
    }
}
