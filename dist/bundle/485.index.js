"use strict";
exports.id = 485;
exports.ids = [485];
exports.modules = {

/***/ 2485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeReport: () => (writeReport)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/runner/write-file.ts



function findFreePath(path) {
    const { dir, name, ext } = (0,external_node_path_.parse)(path);
    for (let number = 2, free = path;; number++) {
        if ((0,external_node_fs_.lstatSync)(free, { throwIfNoEntry: false }) === undefined)
            return free;
        free = (0,external_node_path_.join)(dir, `${name}-${number}${ext}`);
    }
}
function writeText(path, pieces) {
    makeFolder((0,external_node_path_.dirname)(path));
    const draft = `${path}.${process.pid}.tmp`;
    try {
        const file = (0,external_node_fs_.openSync)(draft, 'wx');
        try {
            for (const chunk of joinPieces(pieces))
                (0,external_node_fs_.writeFileSync)(file, chunk);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
        moveOver(draft, path);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(draft, { force: true, maxRetries: 3 });
        throw error;
    }
}
const HELD = ['EACCES', 'EBUSY', 'EPERM'];
const MOST_MOVES = 5;
const PAUSE_MS = 50;
function moveOver(from, to, rename = external_node_fs_.renameSync, isPatient = isWindows) {
    for (let tries = 1;; tries++) {
        try {
            rename(from, to);
            return;
        }
        catch (error) {
            if (!isPatient || tries >= MOST_MOVES || !(0,errors/* hasCode */.up)(error, ...HELD))
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * PAUSE_MS);
        }
    }
}
const isWindows = process.platform === 'win32';
function makeFolder(path) {
    if ((0,external_node_fs_.existsSync)(path))
        return;
    if ((0,external_node_path_.dirname)(path) !== path)
        makeFolder((0,external_node_path_.dirname)(path));
    (0,external_node_fs_.mkdirSync)(path);
}
const CHUNK = 2 ** 18;
function* joinPieces(pieces) {
    let chunk = '';
    for (const piece of pieces) {
        chunk += piece;
        if (chunk.length < CHUNK)
            continue;
        yield chunk;
        chunk = '';
    }
    yield chunk;
}

;// CONCATENATED MODULE: ./src/runner/report-file.ts

function writeReport(path, pieces, scrub) {
    const free = findFreePath(path);
    writeText(free, scrubPieces(pieces, scrub));
    return free;
}
function* scrubPieces(pieces, scrub) {
    for (const piece of pieces)
        yield scrub(piece);
}


/***/ })

};
;