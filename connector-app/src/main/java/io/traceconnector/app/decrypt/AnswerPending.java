package io.traceconnector.app.decrypt;

import java.util.concurrent.FutureTask;

/** What waits to be written until the links before it are opened. */
sealed interface AnswerPending {

    /** How many received bytes wait here. */
    int size();

    boolean isReady();

    record Text(AnswerBuffer bytes) implements AnswerPending {

        @Override
        public int size() {
            return bytes.size();
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    record Link(FutureTask<AnswerOpening> task, int size) implements AnswerPending {

        @Override
        public boolean isReady() {
            return task.isDone();
        }
    }
}
