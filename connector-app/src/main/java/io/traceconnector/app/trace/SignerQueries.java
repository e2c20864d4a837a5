package io.traceconnector.app.trace;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the accounts that take part in a workflow, owners and members of its groups, with their signing keys. */
final class SignerQueries {

    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_MEMBERS = 100_000;

    private static final String GROUPS = """
            query signers($id: BigInt!, $after: Cursor) {
              workflowByRowId(rowId: $id) {
                groups(after: $after, first: 50) {
                  nodes {
                    rowId
                    owner { rowId signingKey { publicKey } }
                    members(first: 100) {
                      nodes { accountId account { rowId signingKey { publicKey } } }
                      pageInfo { hasNextPage endCursor }
                    }
                  }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private static final String MEMBERS = """
            query members($id: BigInt!, $after: Cursor) {
              groupByRowId(rowId: $id) {
                members(after: $after, first: 100) {
                  nodes { accountId account { rowId signingKey { publicKey } } }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private final DiscoveryQueries queries;

    SignerQueries(DiscoveryQueries queries) {
        this.queries = queries;
    }

    List<AccountKey> signers(Session session, WorkflowId workflow) {
        Map<String, AccountKey> found = new LinkedHashMap<>();
        NodePages.each(after -> groups(session, workflow, after), MOST_GROUPS, group -> {
            add(found, group.path("owner"));
            members(session, group, found);
        });
        return List.copyOf(found.values());
    }

    private JsonNode groups(Session session, WorkflowId workflow, Optional<String> after) {
        JsonNode node = queries.ask(session, GROUPS, DiscoveryQueries.variables(workflow.value(), after))
                .path("workflowByRowId");
        if (!node.isObject()) {
            throw new TraceException(
                    Kind.REFUSED, "workflow " + workflow + " does not exist, or is not this organisation's to see");
        }
        return node.path("groups");
    }

    private void members(Session session, JsonNode group, Map<String, AccountKey> found) {
        String id = NodePages.text(group, "rowId");
        // The first page came with the group.
        NodePages.each(
                after -> after.isEmpty()
                        ? group.path("members")
                        : queries.ask(session, MEMBERS, DiscoveryQueries.variables(id, after))
                                .path("groupByRowId")
                                .path("members"),
                MOST_MEMBERS,
                member -> add(found, member.path("account")));
    }

    /** Accounts without a signing key, such as teams, sign nothing. */
    private static void add(Map<String, AccountKey> found, JsonNode account) {
        JsonNode key = account.path("signingKey").path("publicKey");
        if (key.isString()) {
            String id = NodePages.text(account, "rowId");
            found.put(id, new AccountKey(id, key.stringValue()));
        }
    }
}
