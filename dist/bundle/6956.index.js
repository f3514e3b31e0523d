"use strict";
exports.id = 6956;
exports.ids = [6956];
exports.modules = {

/***/ 6956:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createIdentities: () => (createIdentities)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
;// CONCATENATED MODULE: ./src/platform/listing.ts


const READINGS = 3;
async function readListing(list, path, readItem) {
    const seen = new Map();
    let serverTime = null;
    const keep = (json, place) => {
        const item = readItem(json, place);
        seen.set(item.id, item);
        return item;
    };
    async function readOnce() {
        let pages = 0;
        let total = null;
        const items = await list(path, {}, keep, ({ id }) => id, {
            readOnce: true,
            onPage(page, time) {
                pages += 1;
                total = page.totalCount;
                serverTime = time ?? serverTime;
            },
        });
        return { items, isSure: pages <= 1 || total === items.length };
    }
    try {
        let earlier = null;
        for (let reading = 1; reading <= READINGS; reading++) {
            const { items, isSure } = await readOnce();
            const ids = JSON.stringify(items.map(({ id }) => id).sort());
            if (isSure || ids === earlier)
                return { items, problem: null, serverTime };
            earlier = ids;
        }
        const request = { method: 'GET', url: path };
        const problem = new http_errors/* PlatformError */.Wk(`The list changed each time that it was read`, request, { kind: 'unreadable' });
        return { items: [...seen.values()], problem, serverTime };
    }
    catch (error) {
        if (!(error instanceof errors/* StepError */.zg) || error.outcome === 'cancelled')
            throw error;
        return { items: [...seen.values()], problem: error, serverTime };
    }
}

// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/roles.ts



const RoleBody = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP(), type: index_min/* string */.YjP() });
function createRoles({ list }) {
    return { listRoles: () => readListing(list, '/rbac/roles', (json, path) => (0,schema/* read */.LF)(RoleBody, json, path)) };
}

;// CONCATENATED MODULE: ./src/platform/keys.ts





const LONGEST_NAME = 1_000;
const Identity = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP(), expired: index_min/* boolean */.zMY(), roles: index_min/* array */.YOg(RoleBody) });
const FACTS = {
    expires_at: (0,schema/* optional */.lq)(schema/* RoughWhen */.g2),
    created_at: (0,schema/* optional */.lq)(schema/* RoughWhen */.g2),
    last_access_at: (0,schema/* optional */.lq)(schema/* RoughWhen */.g2),
    created_by: (0,schema/* optional */.lq)(index_min/* string */.YjP()),
};
const KeyBody = index_min/* object */.Ikc({ ...Identity.entries, ...FACTS });
function readApiKey(json, path = '') {
    const { id, name, expired, roles } = (0,schema/* read */.LF)(Identity, json, path);
    const { values, defect } = (0,schema/* salvage */.av)(FACTS, json, path);
    const isUnknown = values.expires_at === null && defect === null && !expired;
    return {
        id,
        name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
        isExpired: expired,
        expiresAt: values.expires_at,
        roles,
        createdBy: values.created_by?.trim().slice(0, LONGEST_NAME) || null,
        createdAt: values.created_at,
        lastUsedAt: values.last_access_at,
        defect: isUnknown ? '`expires_at` should be a date and time' : defect,
    };
}
const MOST_PAGES = 20;
function createKeys({ list, find }) {
    return {
        listKeys: () => readListing(list, '/apikeys', readApiKey),
        async findKeys(wanted) {
            const items = [];
            for (let page = 1; page <= MOST_PAGES; page++) {
                const query = { page, per_page: paging/* LARGEST_PAGE */.LS };
                const found = await find({ path: '/apikeys', query, signal: wanted }, ({ body, serverTime }) => ({
                    ...(0,paging/* readPage */.SP)(body, readApiKey),
                    serverTime,
                }));
                if (found === null)
                    return null;
                items.push(...found.items);
                if ((0,paging/* isLastPage */.we)(found, page, paging/* LARGEST_PAGE */.LS, items.length))
                    return { items, serverTime: found.serverTime };
            }
            return null;
        },
    };
}

;// CONCATENATED MODULE: ./src/platform/users.ts




const users_LONGEST_NAME = 1_000;
const users_Identity = index_min/* object */.Ikc({
    id: schema/* Identifier */.gw,
    email: index_min/* string */.YjP(),
    enabled: index_min/* boolean */.zMY(),
    provider: index_min/* string */.YjP(),
    mfa_configured: index_min/* boolean */.zMY(),
    roles: index_min/* array */.YOg(RoleBody),
});
const users_FACTS = { name: (0,schema/* optional */.lq)(index_min/* string */.YjP()), created_at: (0,schema/* optional */.lq)(schema/* RoughWhen */.g2), last_login_at: (0,schema/* optional */.lq)(schema/* RoughWhen */.g2) };
const UserBody = index_min/* object */.Ikc({ ...users_Identity.entries, ...users_FACTS });
function readUser(json, path = '') {
    const { id, email, enabled, provider, mfa_configured: hasMfa, roles } = (0,schema/* read */.LF)(users_Identity, json, path);
    const { values, defect } = (0,schema/* salvage */.av)(users_FACTS, json, path);
    return {
        id,
        email: email.trim().slice(0, users_LONGEST_NAME) || id,
        name: values.name?.trim().slice(0, users_LONGEST_NAME) || null,
        isEnabled: enabled,
        provider,
        hasMfa,
        roles,
        createdAt: values.created_at,
        lastLoginAt: values.last_login_at,
        defect,
    };
}
function createUsers({ list }) {
    return { listUsers: () => readListing(list, '/users', readUser) };
}

;// CONCATENATED MODULE: ./src/platform/identities.ts



function createIdentities(requester) {
    return { ...createKeys(requester), ...createUsers(requester), ...createRoles(requester) };
}


/***/ })

};
;