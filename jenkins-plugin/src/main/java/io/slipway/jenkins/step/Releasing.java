package io.slipway.jenkins.step;

import java.io.Serializable;

/** Gives back what it holds; the second time changes nothing. */
interface Releasing extends Serializable {
    void release();
}
