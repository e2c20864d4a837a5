package io.traceconnector.app.trace;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Asks for a workflow's configuration, its groups with their owners' encryption keys, and the session's own accounts (trace-protocol section 5.4). */
final class ParticipationQueries {

    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_MEMBERS = 100_000;
    private static final int MOST_ACCOUNTS = 10_000;

    private static final String WORKFLOW = """
            query participation($id: BigInt!, $after: Cursor) {
              workflowByRowId(rowId: $id) {
                config { rowId }
                groups(after: $after, first: 50) {
                  nodes {
                    rowId
                    label
                    owner { rowId encryptionKey { rowId publicKey } }
                    members(first: 100) {
                      nodes { accountId }
                      pageInfo { hasNextPage endCursor }
                    }
                  }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private static final String MEMBERS = """
            query groupMembers($id: BigInt!, $after: Cursor) {
              groupByRowId(rowId: $id) {
                members(after: $after, first: 100) {
                  nodes { accountId }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private static final String ACCOUNTS = """
            query accounts($after: Cursor) {
              myAccount {
                rowId
                user {
                  memberOf(after: $after, first: 100) {
                    nodes { accountId: rowId }
                    pageInfo { hasNextPage endCursor }
                  }
                }
                bot {
                  teams(after: $after, first: 100) {
                    nodes { accountId }
                    pageInfo { hasNextPage endCursor }
                  }
                }
              }
            }""";

    private final DiscoveryQueries queries;

    ParticipationQueries(DiscoveryQueries queries) {
        this.queries = queries;
    }

    Participation participation(Session session, WorkflowId workflow) {
        JsonNode account = queries.ask(session, ACCOUNTS, DiscoveryQueries.variables(Optional.empty()))
                .path("myAccount");
        JsonNode first = workflow(session, workflow, Optional.empty());
        List<Participation.Group> groups = new ArrayList<>();
        NodePages.each(
                after -> after.isEmpty()
                        ? first.path("groups")
                        : workflow(session, workflow, after).path("groups"),
                MOST_GROUPS,
                group -> groups.add(group(session, group)));
        return new Participation(
                NodePages.text(first.path("config"), "rowId"),
                NodePages.text(account, "rowId"),
                accounts(session, account),
                groups);
    }

    private JsonNode workflow(Session session, WorkflowId workflow, Optional<String> after) {
        JsonNode node = queries.ask(session, WORKFLOW, DiscoveryQueries.variables(workflow.value(), after))
                .path("workflowByRowId");
        if (!node.isObject()) {
            throw new TraceException(
                    Kind.REFUSED, "workflow " + workflow + " does not exist, or is not this organisation's to see");
        }
        return node;
    }

    private Participation.Group group(Session session, JsonNode group) {
        String id = NodePages.text(group, "rowId");
        JsonNode owner = group.path("owner");
        JsonNode key = owner.path("encryptionKey");
        return new Participation.Group(
                id,
                NodePages.text(group, "label"),
                owner.isObject() ? Optional.of(NodePages.text(owner, "rowId")) : Optional.empty(),
                members(session, id, group.path("members")),
                key.isObject()
                        ? Optional.of(new Participation.EncryptionKey(
                                NodePages.text(key, "rowId"), NodePages.text(key, "publicKey")))
                        : Optional.empty());
    }

    /** The first page came with the group. */
    private Set<String> members(Session session, String group, JsonNode first) {
        Set<String> members = new HashSet<>();
        NodePages.each(
                after -> after.isEmpty()
                        ? first
                        : queries.ask(session, MEMBERS, DiscoveryQueries.variables(group, after))
                                .path("groupByRowId")
                                .path("members"),
                MOST_MEMBERS,
                member -> {
                    if (!member.path("accountId").isNull()) {
                        members.add(NodePages.text(member, "accountId"));
                    }
                });
        return members;
    }

    /** The first page came with the account. */
    private Set<String> accounts(Session session, JsonNode account) {
        Set<String> accounts = new HashSet<>(Set.of(NodePages.text(account, "rowId")));
        JsonNode first = memberships(account);
        if (first.isMissingNode()) {
            return accounts;
        }
        NodePages.each(
                after -> after.isEmpty()
                        ? first
                        : memberships(queries.ask(session, ACCOUNTS, DiscoveryQueries.variables(after))
                                .path("myAccount")),
                MOST_ACCOUNTS,
                node -> accounts.add(NodePages.text(node, "accountId")));
        return accounts;
    }

    /** A person is a member of accounts, a bot of teams; other accounts act for themselves. */
    private static JsonNode memberships(JsonNode account) {
        if (account.path("user").isObject()) {
            return account.path("user").path("memberOf");
        }
        return account.path("bot").isObject() ? account.path("bot").path("teams") : MissingNode.getInstance();
    }
}
