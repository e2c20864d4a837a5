package io.traceconnector.search;

import io.traceconnector.api.Caller;
import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.ContractLinks;
import io.traceconnector.api.ModuleContract;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import java.util.OptionalLong;
import java.util.Set;

final class SearchContractTest extends ModuleContract<SearchConfig> {

    private static final Caller OURS =
            new Caller("test", new TenantId("test"), Set.of(ContractLinks.FEED.organisation()), Sight.unlimited());

    @Override
    protected ConnectorModule<SearchConfig> module() {
        return new SearchModule();
    }

    @Override
    protected SearchConfig config() {
        return TestingSearch.config();
    }

    @Override
    protected OptionalLong links(RunningModule running) {
        return OptionalLong.of(TestingSearch.of((RunningSearch) running)
                .get(OURS, "q", "*:*")
                .get("total")
                .asLong());
    }
}
