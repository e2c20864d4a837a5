package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RetryBudgetTest {

    @Test
    void keepsRetriesToAFractionOfTheCalls() {
        RetryBudget budget = new RetryBudget(0.1);
        int retries = 0;
        for (int call = 0; call < 1000; call++) {
            budget.earn();
            retries += budget.spend() ? 1 : 0;
        }
        assertThat(retries).isBetween(100, 100 + RetryBudget.LARGEST);
    }

    @Test
    void savesNoMoreThanItsBound() {
        RetryBudget budget = new RetryBudget(1);
        for (int call = 0; call < 1000; call++) {
            budget.earn();
        }
        int retries = 0;
        while (budget.spend()) {
            retries++;
        }
        assertThat(retries).isEqualTo(RetryBudget.LARGEST);
    }
}
