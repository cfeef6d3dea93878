package org.tagzoo.zoo.finetune;

import ai.djl.util.Progress;

/** Shows nothing. */
final class QuietProgress implements Progress {

    @Override
    public void reset(String message, long max, String trailingMessage) {}

    @Override
    public void start(long initialProgress) {}

    @Override
    public void end() {}

    @Override
    public void increment(long increment) {}

    @Override
    public void update(long progress, String message) {}
}
