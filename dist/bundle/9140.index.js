"use strict";
exports.id = 9140;
exports.ids = [9140];
exports.modules = {

/***/ 9140:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPolicyObjects: () => (createPolicyObjects)
});

// EXTERNAL MODULE: ./src/platform/http/effort.ts
var effort = __webpack_require__(6576);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var errors = __webpack_require__(7813);
;// CONCATENATED MODULE: ./src/platform/omitted-lists.ts
function createOmittedLists() {
    let hasFull = false;
    let hasEmpty = false;
    return {
        note(list) {
            if (list === null)
                return;
            if (list.length > 0)
                hasFull = true;
            else
                hasEmpty = true;
        },
        areEmpty: () => hasFull && !hasEmpty,
    };
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/policy-object.ts


const Reference = index_min/* object */.Ikc({ id: schema/* Identifier */.gw });
const PolicyObjectBody = index_min/* object */.Ikc({
    id: schema/* Identifier */.gw,
    name: index_min/* string */.YjP(),
    domain: schema/* NonEmptyText */.Ug,
    severity: schema/* NonEmptyText */.Ug,
    description: index_min/* string */.YjP(),
    status: schema/* Word */.vZ,
    query: index_min/* string */.YjP(),
    policy_groups: (0,schema/* optional */.lq)(index_min/* array */.YOg(Reference)),
    notification_destinations: (0,schema/* optional */.lq)(index_min/* array */.YOg(Reference)),
    updated_by: (0,schema/* optional */.lq)(index_min/* string */.YjP()),
    updated_at: index_min/* fallback */.NpB((0,schema/* optional */.lq)(schema/* When */.jd), null),
});
const GroupObjectBody = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP(), description: index_min/* string */.YjP() });
const ListedGroupBody = index_min/* object */.Ikc({ ...GroupObjectBody.entries, policy_count: (0,schema/* optional */.lq)(schema/* Count */.y_) });
const DestinationBody = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP() });
function readPolicyObject(json, path = '') {
    const body = (0,schema/* read */.LF)(PolicyObjectBody, json, path);
    const { policy_groups: groups, notification_destinations: destinations, ...rest } = body;
    return {
        id: rest.id,
        name: rest.name,
        domain: rest.domain,
        severity: rest.severity,
        description: rest.description,
        status: rest.status,
        query: rest.query,
        groupIds: groups?.map(({ id }) => id) ?? null,
        destinationIds: destinations?.map(({ id }) => id) ?? null,
        updatedBy: rest.updated_by,
        updatedAt: rest.updated_at,
    };
}
function readListedGroup(json, at) {
    const { policy_count: policyCount, ...group } = (0,schema/* read */.LF)(ListedGroupBody, json, at);
    return { ...group, policyCount };
}
function readPolicyOf(id, json) {
    const policy = readPolicyObject(json);
    if (policy.id !== id)
        throw new schema/* SchemaError */.Ar('id', 'the id of the policy that was asked for');
    return policy;
}

// EXTERNAL MODULE: ./src/platform/silent-lists.ts
var silent_lists = __webpack_require__(6422);
;// CONCATENATED MODULE: ./src/platform/policy-objects.ts






function isRefusedSearch(error) {
    if ((0,errors/* hasStatus */.Ro)(error, 400, 414, 422))
        return true;
    return error instanceof errors/* PlatformError */.Wk && error.failure.kind === 'stray' && error.failure.status < 500;
}
function createPolicyObjects({ get, list, sendOnce }, tellTime = () => { }) {
    const policyAt = (id) => `/policies/${encodeURIComponent(id)}`;
    const groupAt = (id) => `/policy-groups/${encodeURIComponent(id)}`;
    const order = { sort_by: 'created_at', sort_dir: 'asc' };
    const readGroup = (json) => (0,schema/* read */.LF)(GroupObjectBody, json);
    const omitted = { groupIds: createOmittedLists(), destinationIds: createOmittedLists() };
    const listGroupObjects = () => list('/policy-groups', {}, readListedGroup, ({ id }) => id, { isUnpaged: true, isSeen: true });
    const listDestinations = () => list('/notifications/destinations', {}, (json, at) => (0,schema/* read */.LF)(DestinationBody, json, at), ({ id }) => id);
    async function checkLists(policies, url) {
        for (const name of ['groupIds', 'destinationIds']) {
            for (const policy of policies)
                omitted[name].note(policy[name]);
            const silent = policies.filter((policy) => policy[name] === null);
            if (silent.length === 0 || omitted[name].areEmpty())
                continue;
            const there = name === 'groupIds' ? await listGroupObjects() : await listDestinations();
            if (there.length > 0)
                throw (0,silent_lists/* explainOmitted */.k)(name, silent, url);
        }
    }
    const onPage = (_, serverTime) => tellTime(serverTime);
    const readPolicies = (query) => list('/policies', query, readPolicyObject, ({ id }) => id, { isSeen: true, onPage });
    async function complete(policy, url) {
        await checkLists([policy], url);
        return fillLists(policy);
    }
    return {
        async listPolicyObjects(search) {
            const found = search === undefined ? readPolicies(order) : readPolicies({ ...order, search });
            const told = await found.catch((error) => {
                if (search === undefined || !isRefusedSearch(error))
                    throw error;
                return readPolicies(order);
            });
            await checkLists(told, '/policies');
            return told.map(fillLists);
        },
        getPolicyObject: async (id) => complete(await get(policyAt(id), {}, ({ body }) => readPolicyOf(id, body), { budget: effort/* ASKING */.S1 }), policyAt(id)),
        listGroupObjects,
        listDestinations,
        async createPolicy(draft, signal) {
            const request = { method: 'POST', path: '/policies', body: writeDraft(draft), signal };
            return complete(await sendOnce(request, ({ body }) => readPolicyObject(body)), '/policies');
        },
        updatePolicy: (id, draft, signal) => sendOnce({ method: 'PUT', path: policyAt(id), body: writeDraft(draft), answer: 'none', signal }, () => { }),
        togglePolicy: (id, signal) => sendOnce({ method: 'POST', path: `${policyAt(id)}/toggle`, answer: 'none', signal }, () => { }),
        deletePolicy: (id, signal) => sendOnce({ method: 'DELETE', path: policyAt(id), answer: 'none', signal }, () => { }),
        createGroup: (draft, signal) => sendOnce({ method: 'POST', path: '/policy-groups', body: draft, signal }, ({ body }) => readGroup(body)),
        updateGroup: (id, { policyIds, ...draft }, signal) => {
            const body = { ...draft, policy_ids: policyIds };
            return sendOnce({ method: 'PUT', path: groupAt(id), body, answer: 'none', signal }, () => { });
        },
        deleteGroup: (id, signal) => sendOnce({ method: 'DELETE', path: groupAt(id), answer: 'none', signal }, () => { }),
    };
}
function writeDraft({ groupIds, destinationIds, ...rest }) {
    return { ...rest, policy_group_ids: groupIds, notification_destination_ids: destinationIds };
}
function fillLists(policy) {
    return { ...policy, groupIds: policy.groupIds ?? [], destinationIds: policy.destinationIds ?? [] };
}


/***/ })

};
;