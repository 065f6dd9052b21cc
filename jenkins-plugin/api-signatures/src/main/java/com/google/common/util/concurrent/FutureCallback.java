package com.google.common.util.concurrent;

public interface FutureCallback<V> {
    void onSuccess(V value);

    void onFailure(Throwable throwable);
}
