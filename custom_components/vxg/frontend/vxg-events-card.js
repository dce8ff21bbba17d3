/* Source: frontend/. Icons: Material Design Icons (Apache-2.0). */
var M1=globalThis,r1=M1.ShadowRoot&&(M1.ShadyCSS===void 0||M1.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,$1=Symbol(),A2=new WeakMap,G=class{constructor(H,C,V){if(this._$cssResult$=!0,V!==$1)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=H,this.t=C}get styleSheet(){let H=this.o,C=this.t;if(r1&&H===void 0){let V=C!==void 0&&C.length===1;V&&(H=A2.get(C)),H===void 0&&((this.o=H=new CSSStyleSheet).replaceSync(this.cssText),V&&A2.set(C,H))}return H}toString(){return this.cssText}},d2=M=>new G(typeof M=="string"?M:M+"",void 0,$1),u=(M,...H)=>{let C=M.length===1?M[0]:H.reduce((V,L,r)=>V+(e=>{if(e._$cssResult$===!0)return e.cssText;if(typeof e=="number")return e;throw Error("Value passed to 'css' function must be a 'css' function result: "+e+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(L)+M[r+1],M[0]);return new G(C,M,$1)},p2=(M,H)=>{if(r1)M.adoptedStyleSheets=H.map(C=>C instanceof CSSStyleSheet?C:C.styleSheet);else for(let C of H){let V=document.createElement("style"),L=M1.litNonce;L!==void 0&&V.setAttribute("nonce",L),V.textContent=C.cssText,M.appendChild(V)}},_1=r1?M=>M:M=>M instanceof CSSStyleSheet?(H=>{let C="";for(let V of H.cssRules)C+=V.cssText;return d2(C)})(M):M;var{is:U5,defineProperty:G5,getOwnPropertyDescriptor:Q5,getOwnPropertyNames:z5,getOwnPropertySymbols:K5,getPrototypeOf:q5}=Object,e1=globalThis,n2=e1.trustedTypes,j5=n2?n2.emptyScript:"",X5=e1.reactiveElementPolyfillSupport,Q=(M,H)=>M,I1={toAttribute(M,H){switch(H){case Boolean:M=M?j5:null;break;case Object:case Array:M=M==null?M:JSON.stringify(M)}return M},fromAttribute(M,H){let C=M;switch(H){case Boolean:C=M!==null;break;case Number:C=M===null?null:Number(M);break;case Object:case Array:try{C=JSON.parse(M)}catch{C=null}}return C}},l2=(M,H)=>!U5(M,H),m2={attribute:!0,type:String,converter:I1,reflect:!1,useDefault:!1,hasChanged:l2};Symbol.metadata??=Symbol("metadata"),e1.litPropertyMetadata??=new WeakMap;var h=class extends HTMLElement{static addInitializer(H){this._$Ei(),(this.l??=[]).push(H)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(H,C=m2){if(C.state&&(C.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(H)&&((C=Object.create(C)).wrapped=!0),this.elementProperties.set(H,C),!C.noAccessor){let V=Symbol(),L=this.getPropertyDescriptor(H,V,C);L!==void 0&&G5(this.prototype,H,L)}}static getPropertyDescriptor(H,C,V){let{get:L,set:r}=Q5(this.prototype,H)??{get(){return this[C]},set(e){this[C]=e}};return{get:L,set(e){let t=L?.call(this);r?.call(this,e),this.requestUpdate(H,t,V)},configurable:!0,enumerable:!0}}static getPropertyOptions(H){return this.elementProperties.get(H)??m2}static _$Ei(){if(this.hasOwnProperty(Q("elementProperties")))return;let H=q5(this);H.finalize(),H.l!==void 0&&(this.l=[...H.l]),this.elementProperties=new Map(H.elementProperties)}static finalize(){if(this.hasOwnProperty(Q("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Q("properties"))){let C=this.properties,V=[...z5(C),...K5(C)];for(let L of V)this.createProperty(L,C[L])}let H=this[Symbol.metadata];if(H!==null){let C=litPropertyMetadata.get(H);if(C!==void 0)for(let[V,L]of C)this.elementProperties.set(V,L)}this._$Eh=new Map;for(let[C,V]of this.elementProperties){let L=this._$Eu(C,V);L!==void 0&&this._$Eh.set(L,C)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(H){let C=[];if(Array.isArray(H)){let V=new Set(H.flat(1/0).reverse());for(let L of V)C.unshift(_1(L))}else H!==void 0&&C.push(_1(H));return C}static _$Eu(H,C){let V=C.attribute;return V===!1?void 0:typeof V=="string"?V:typeof H=="string"?H.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(H=>this.enableUpdating=H),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(H=>H(this))}addController(H){(this._$EO??=new Set).add(H),this.renderRoot!==void 0&&this.isConnected&&H.hostConnected?.()}removeController(H){this._$EO?.delete(H)}_$E_(){let H=new Map,C=this.constructor.elementProperties;for(let V of C.keys())this.hasOwnProperty(V)&&(H.set(V,this[V]),delete this[V]);H.size>0&&(this._$Ep=H)}createRenderRoot(){let H=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return p2(H,this.constructor.elementStyles),H}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(H=>H.hostConnected?.())}enableUpdating(H){}disconnectedCallback(){this._$EO?.forEach(H=>H.hostDisconnected?.())}attributeChangedCallback(H,C,V){this._$AK(H,V)}_$ET(H,C){let V=this.constructor.elementProperties.get(H),L=this.constructor._$Eu(H,V);if(L!==void 0&&V.reflect===!0){let r=(V.converter?.toAttribute!==void 0?V.converter:I1).toAttribute(C,V.type);this._$Em=H,r==null?this.removeAttribute(L):this.setAttribute(L,r),this._$Em=null}}_$AK(H,C){let V=this.constructor,L=V._$Eh.get(H);if(L!==void 0&&this._$Em!==L){let r=V.getPropertyOptions(L),e=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:I1;this._$Em=L;let t=e.fromAttribute(C,r.type);this[L]=t??this._$Ej?.get(L)??t,this._$Em=null}}requestUpdate(H,C,V,L=!1,r){if(H!==void 0){let e=this.constructor;if(L===!1&&(r=this[H]),V??=e.getPropertyOptions(H),!((V.hasChanged??l2)(r,C)||V.useDefault&&V.reflect&&r===this._$Ej?.get(H)&&!this.hasAttribute(e._$Eu(H,V))))return;this.C(H,C,V)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(H,C,{useDefault:V,reflect:L,wrapped:r},e){V&&!(this._$Ej??=new Map).has(H)&&(this._$Ej.set(H,e??C??this[H]),r!==!0||e!==void 0)||(this._$AL.has(H)||(this.hasUpdated||V||(C=void 0),this._$AL.set(H,C)),L===!0&&this._$Em!==H&&(this._$Eq??=new Set).add(H))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(C){Promise.reject(C)}let H=this.scheduleUpdate();return H!=null&&await H,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[L,r]of this._$Ep)this[L]=r;this._$Ep=void 0}let V=this.constructor.elementProperties;if(V.size>0)for(let[L,r]of V){let{wrapped:e}=r,t=this[L];e!==!0||this._$AL.has(L)||t===void 0||this.C(L,void 0,r,t)}}let H=!1,C=this._$AL;try{H=this.shouldUpdate(C),H?(this.willUpdate(C),this._$EO?.forEach(V=>V.hostUpdate?.()),this.update(C)):this._$EM()}catch(V){throw H=!1,this._$EM(),V}H&&this._$AE(C)}willUpdate(H){}_$AE(H){this._$EO?.forEach(C=>C.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(H)),this.updated(H)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(H){return!0}update(H){this._$Eq&&=this._$Eq.forEach(C=>this._$ET(C,this[C])),this._$EM()}updated(H){}firstUpdated(H){}};h.elementStyles=[],h.shadowRootOptions={mode:"open"},h[Q("elementProperties")]=new Map,h[Q("finalized")]=new Map,X5?.({ReactiveElement:h}),(e1.reactiveElementVersions??=[]).push("2.1.2");var W1=globalThis,v2=M=>M,t1=W1.trustedTypes,x2=t1?t1.createPolicy("lit-html",{createHTML:M=>M}):void 0,U1="$lit$",g=`lit$${Math.random().toFixed(9).slice(2)}$`,G1="?"+g,Y5=`<${G1}>`,E=document,K=()=>E.createComment(""),q=M=>M===null||typeof M!="object"&&typeof M!="function",Q1=Array.isArray,h2=M=>Q1(M)||typeof M?.[Symbol.iterator]=="function",N1=`[ 	
\f\r]`,z=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,s2=/-->/g,Z2=/>/g,F=RegExp(`>|${N1}(?:([^\\s"'>=/]+)(${N1}*=${N1}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),u2=/'/g,S2=/"/g,g2=/^(?:script|style|textarea|title)$/i,z1=M=>(H,...C)=>({_$litType$:M,strings:H,values:C}),a=z1(1),K1=z1(2),K3=z1(3),O=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),c2=new WeakMap,R=E.createTreeWalker(E,129);function O2(M,H){if(!Q1(M)||!M.hasOwnProperty("raw"))throw Error("invalid template strings array");return x2!==void 0?x2.createHTML(H):H}var f2=(M,H)=>{let C=M.length-1,V=[],L,r=H===2?"<svg>":H===3?"<math>":"",e=z;for(let t=0;t<C;t++){let i=M[t],o,p,A=-1,m=0;for(;m<i.length&&(e.lastIndex=m,p=e.exec(i),p!==null);)m=e.lastIndex,e===z?p[1]==="!--"?e=s2:p[1]!==void 0?e=Z2:p[2]!==void 0?(g2.test(p[2])&&(L=RegExp("</"+p[2],"g")),e=F):p[3]!==void 0&&(e=F):e===F?p[0]===">"?(e=L??z,A=-1):p[1]===void 0?A=-2:(A=e.lastIndex-p[2].length,o=p[1],e=p[3]===void 0?F:p[3]==='"'?S2:u2):e===S2||e===u2?e=F:e===s2||e===Z2?e=z:(e=F,L=void 0);let n=e===F&&M[t+1].startsWith("/>")?" ":"";r+=e===z?i+Y5:A>=0?(V.push(o),i.slice(0,A)+U1+i.slice(A)+g+n):i+g+(A===-2?t:n)}return[O2(M,r+(M[C]||"<?>")+(H===2?"</svg>":H===3?"</math>":"")),V]},j=class M{constructor({strings:H,_$litType$:C},V){let L;this.parts=[];let r=0,e=0,t=H.length-1,i=this.parts,[o,p]=f2(H,C);if(this.el=M.createElement(o,V),R.currentNode=this.el.content,C===2||C===3){let A=this.el.content.firstChild;A.replaceWith(...A.childNodes)}for(;(L=R.nextNode())!==null&&i.length<t;){if(L.nodeType===1){if(L.hasAttributes())for(let A of L.getAttributeNames())if(A.endsWith(U1)){let m=p[e++],n=L.getAttribute(A).split(g),Z=/([.?@])?(.*)/.exec(m);i.push({type:1,index:r,name:Z[2],strings:n,ctor:Z[1]==="."?o1:Z[1]==="?"?a1:Z[1]==="@"?A1:$}),L.removeAttribute(A)}else A.startsWith(g)&&(i.push({type:6,index:r}),L.removeAttribute(A));if(g2.test(L.tagName)){let A=L.textContent.split(g),m=A.length-1;if(m>0){L.textContent=t1?t1.emptyScript:"";for(let n=0;n<m;n++)L.append(A[n],K()),R.nextNode(),i.push({type:2,index:++r});L.append(A[m],K())}}}else if(L.nodeType===8)if(L.data===G1)i.push({type:2,index:r});else{let A=-1;for(;(A=L.data.indexOf(g,A+1))!==-1;)i.push({type:7,index:r}),A+=g.length-1}r++}}static createElement(H,C){let V=E.createElement("template");return V.innerHTML=H,V}};function D(M,H,C=M,V){if(H===O)return H;let L=V!==void 0?C._$Co?.[V]:C._$Cl,r=q(H)?void 0:H._$litDirective$;return L?.constructor!==r&&(L?._$AO?.(!1),r===void 0?L=void 0:(L=new r(M),L._$AT(M,C,V)),V!==void 0?(C._$Co??=[])[V]=L:C._$Cl=L),L!==void 0&&(H=D(M,L._$AS(M,H.values),L,V)),H}var i1=class{constructor(H,C){this._$AV=[],this._$AN=void 0,this._$AD=H,this._$AM=C}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(H){let{el:{content:C},parts:V}=this._$AD,L=(H?.creationScope??E).importNode(C,!0);R.currentNode=L;let r=R.nextNode(),e=0,t=0,i=V[0];for(;i!==void 0;){if(e===i.index){let o;i.type===2?o=new N(r,r.nextSibling,this,H):i.type===1?o=new i.ctor(r,i.name,i.strings,this,H):i.type===6&&(o=new d1(r,this,H)),this._$AV.push(o),i=V[++t]}e!==i?.index&&(r=R.nextNode(),e++)}return R.currentNode=E,L}p(H){let C=0;for(let V of this._$AV)V!==void 0&&(V.strings!==void 0?(V._$AI(H,V,C),C+=V.strings.length-2):V._$AI(H[C])),C++}},N=class M{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(H,C,V,L){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=H,this._$AB=C,this._$AM=V,this.options=L,this._$Cv=L?.isConnected??!0}get parentNode(){let H=this._$AA.parentNode,C=this._$AM;return C!==void 0&&H?.nodeType===11&&(H=C.parentNode),H}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(H,C=this){H=D(this,H,C),q(H)?H===d||H==null||H===""?(this._$AH!==d&&this._$AR(),this._$AH=d):H!==this._$AH&&H!==O&&this._(H):H._$litType$!==void 0?this.$(H):H.nodeType!==void 0?this.T(H):h2(H)?this.k(H):this._(H)}O(H){return this._$AA.parentNode.insertBefore(H,this._$AB)}T(H){this._$AH!==H&&(this._$AR(),this._$AH=this.O(H))}_(H){this._$AH!==d&&q(this._$AH)?this._$AA.nextSibling.data=H:this.T(E.createTextNode(H)),this._$AH=H}$(H){let{values:C,_$litType$:V}=H,L=typeof V=="number"?this._$AC(H):(V.el===void 0&&(V.el=j.createElement(O2(V.h,V.h[0]),this.options)),V);if(this._$AH?._$AD===L)this._$AH.p(C);else{let r=new i1(L,this),e=r.u(this.options);r.p(C),this.T(e),this._$AH=r}}_$AC(H){let C=c2.get(H.strings);return C===void 0&&c2.set(H.strings,C=new j(H)),C}k(H){Q1(this._$AH)||(this._$AH=[],this._$AR());let C=this._$AH,V,L=0;for(let r of H)L===C.length?C.push(V=new M(this.O(K()),this.O(K()),this,this.options)):V=C[L],V._$AI(r),L++;L<C.length&&(this._$AR(V&&V._$AB.nextSibling,L),C.length=L)}_$AR(H=this._$AA.nextSibling,C){for(this._$AP?.(!1,!0,C);H!==this._$AB;){let V=v2(H).nextSibling;v2(H).remove(),H=V}}setConnected(H){this._$AM===void 0&&(this._$Cv=H,this._$AP?.(H))}},$=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(H,C,V,L,r){this.type=1,this._$AH=d,this._$AN=void 0,this.element=H,this.name=C,this._$AM=L,this.options=r,V.length>2||V[0]!==""||V[1]!==""?(this._$AH=Array(V.length-1).fill(new String),this.strings=V):this._$AH=d}_$AI(H,C=this,V,L){let r=this.strings,e=!1;if(r===void 0)H=D(this,H,C,0),e=!q(H)||H!==this._$AH&&H!==O,e&&(this._$AH=H);else{let t=H,i,o;for(H=r[0],i=0;i<r.length-1;i++)o=D(this,t[V+i],C,i),o===O&&(o=this._$AH[i]),e||=!q(o)||o!==this._$AH[i],o===d?H=d:H!==d&&(H+=(o??"")+r[i+1]),this._$AH[i]=o}e&&!L&&this.j(H)}j(H){H===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,H??"")}},o1=class extends ${constructor(){super(...arguments),this.type=3}j(H){this.element[this.name]=H===d?void 0:H}},a1=class extends ${constructor(){super(...arguments),this.type=4}j(H){this.element.toggleAttribute(this.name,!!H&&H!==d)}},A1=class extends ${constructor(H,C,V,L,r){super(H,C,V,L,r),this.type=5}_$AI(H,C=this){if((H=D(this,H,C,0)??d)===O)return;let V=this._$AH,L=H===d&&V!==d||H.capture!==V.capture||H.once!==V.once||H.passive!==V.passive,r=H!==d&&(V===d||L);L&&this.element.removeEventListener(this.name,this,V),r&&this.element.addEventListener(this.name,this,H),this._$AH=H}handleEvent(H){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,H):this._$AH.handleEvent(H)}},d1=class{constructor(H,C,V){this.element=H,this.type=6,this._$AN=void 0,this._$AM=C,this.options=V}get _$AU(){return this._$AM._$AU}_$AI(H){D(this,H)}},y2={M:U1,P:g,A:G1,C:1,L:f2,R:i1,D:h2,V:D,I:N,H:$,N:a1,U:A1,B:o1,F:d1},J5=W1.litHtmlPolyfillSupport;J5?.(j,N),(W1.litHtmlVersions??=[]).push("3.3.3");var k2=(M,H,C)=>{let V=C?.renderBefore??H,L=V._$litPart$;if(L===void 0){let r=C?.renderBefore??null;V._$litPart$=L=new N(H.insertBefore(K(),r),r,void 0,C??{})}return L._$AI(M),L};var q1=globalThis,s=class extends h{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let H=super.createRenderRoot();return this.renderOptions.renderBefore??=H.firstChild,H}update(H){let C=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(H),this._$Do=k2(C,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return O}};s._$litElement$=!0,s.finalized=!0,q1.litElementHydrateSupport?.({LitElement:s});var C3=q1.litElementPolyfillSupport;C3?.({LitElement:s});(q1.litElementVersions??=[]).push("4.2.2");var b2="M12,5A3.5,3.5 0 0,0 8.5,8.5A3.5,3.5 0 0,0 12,12A3.5,3.5 0 0,0 15.5,8.5A3.5,3.5 0 0,0 12,5M12,7A1.5,1.5 0 0,1 13.5,8.5A1.5,1.5 0 0,1 12,10A1.5,1.5 0 0,1 10.5,8.5A1.5,1.5 0 0,1 12,7M5.5,8A2.5,2.5 0 0,0 3,10.5C3,11.44 3.53,12.25 4.29,12.68C4.65,12.88 5.06,13 5.5,13C5.94,13 6.35,12.88 6.71,12.68C7.08,12.47 7.39,12.17 7.62,11.81C6.89,10.86 6.5,9.7 6.5,8.5C6.5,8.41 6.5,8.31 6.5,8.22C6.2,8.08 5.86,8 5.5,8M18.5,8C18.14,8 17.8,8.08 17.5,8.22C17.5,8.31 17.5,8.41 17.5,8.5C17.5,9.7 17.11,10.86 16.38,11.81C16.5,12 16.63,12.15 16.78,12.3C16.94,12.45 17.1,12.58 17.29,12.68C17.65,12.88 18.06,13 18.5,13C18.94,13 19.35,12.88 19.71,12.68C20.47,12.25 21,11.44 21,10.5A2.5,2.5 0 0,0 18.5,8M12,14C9.66,14 5,15.17 5,17.5V19H19V17.5C19,15.17 14.34,14 12,14M4.71,14.55C2.78,14.78 0,15.76 0,17.5V19H3V17.07C3,16.06 3.69,15.22 4.71,14.55M19.29,14.55C20.31,15.22 21,16.06 21,17.07V19H24V17.5C24,15.76 21.22,14.78 19.29,14.55M12,16C13.53,16 15.24,16.5 16.23,17H7.77C8.76,16.5 10.47,16 12,16Z";var w2="M10,13C9.65,13.59 9.36,14.24 9.19,14.93C6.5,15.16 3.9,16.42 3.9,17V18.1H9.2C9.37,18.78 9.65,19.42 10,20H2V17C2,14.34 7.33,13 10,13M10,4A4,4 0 0,1 14,8C14,8.91 13.69,9.75 13.18,10.43C12.32,10.75 11.55,11.26 10.91,11.9L10,12A4,4 0 0,1 6,8A4,4 0 0,1 10,4M10,5.9A2.1,2.1 0 0,0 7.9,8A2.1,2.1 0 0,0 10,10.1A2.1,2.1 0 0,0 12.1,8A2.1,2.1 0 0,0 10,5.9M15.5,12C18,12 20,14 20,16.5C20,17.38 19.75,18.21 19.31,18.9L22.39,22L21,23.39L17.88,20.32C17.19,20.75 16.37,21 15.5,21C13,21 11,19 11,16.5C11,14 13,12 15.5,12M15.5,14A2.5,2.5 0 0,0 13,16.5A2.5,2.5 0 0,0 15.5,19A2.5,2.5 0 0,0 18,16.5A2.5,2.5 0 0,0 15.5,14Z";var B2="M11,15H13V17H11V15M11,7H13V13H11V7M12,2C6.47,2 2,6.5 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20Z";var T2="M10,21H14A2,2 0 0,1 12,23A2,2 0 0,1 10,21M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M17,11A5,5 0 0,0 12,6A5,5 0 0,0 7,11V18H17V11M19.75,3.19L18.33,4.61C20.04,6.3 21,8.6 21,11H23C23,8.07 21.84,5.25 19.75,3.19M1,11H3C3,8.6 3.96,6.3 5.67,4.61L4.25,3.19C2.16,5.25 1,8.07 1,11Z";var P2="M17,18V5H7V18L12,15.82L17,18M17,3A2,2 0 0,1 19,5V21L12,18L5,21V5C5,3.89 5.9,3 7,3H17M11,7H13V9H15V11H13V13H11V11H9V9H11V7Z";var F2="M13.73,15L9.83,21.76C10.53,21.91 11.25,22 12,22C14.4,22 16.6,21.15 18.32,19.75L14.66,13.4M2.46,15C3.38,17.92 5.61,20.26 8.45,21.34L12.12,15M8.54,12L4.64,5.25C3,7 2,9.39 2,12C2,12.68 2.07,13.35 2.2,14H9.69M21.8,10H14.31L14.6,10.5L19.36,18.75C21,16.97 22,14.6 22,12C22,11.31 21.93,10.64 21.8,10M21.54,9C20.62,6.07 18.39,3.74 15.55,2.66L11.88,9M9.4,10.5L14.17,2.24C13.47,2.09 12.75,2 12,2C9.6,2 7.4,2.84 5.68,4.25L9.34,10.6L9.4,10.5Z";var R2="M12,3C7,3 3,7 3,12C3,17 7,21 12,21C17,21 21,17 21,12C21,7 17,3 12,3M12,19C8.1,19 5,15.9 5,12C5,8.1 8.1,5 12,5C15.9,5 19,8.1 19,12C19,15.9 15.9,19 12,19M20.5,20.5C22.7,18.3 24,15.3 24,12C24,8.7 22.7,5.7 20.5,3.5L19.4,4.6C21.3,6.5 22.5,9.1 22.5,12C22.5,14.9 21.3,17.5 19.4,19.4L20.5,20.5M4.6,19.4C2.7,17.5 1.5,14.9 1.5,12C1.5,9.1 2.7,6.5 4.6,4.6L3.5,3.5C1.3,5.7 0,8.7 0,12C0,15.3 1.3,18.3 3.5,20.5L4.6,19.4M9.5,7V17H11.5V13H13.5A2,2 0 0,0 15.5,11V9A2,2 0 0,0 13.5,7H9.5M11.5,9H13.5V11H11.5V9Z";var E2="M18.9 6C18.7 5.4 18.1 5 17.5 5H6.5C5.8 5 5.3 5.4 5.1 6L3 12V20C3 20.5 3.5 21 4 21H5C5.6 21 6 20.5 6 20V19H18V20C18 20.5 18.5 21 19 21H20C20.5 21 21 20.5 21 20V12L18.9 6M6.8 7H17.1L18.2 10H5.8L6.8 7M19 17H5V12H19V17M7.5 13C8.3 13 9 13.7 9 14.5S8.3 16 7.5 16 6 15.3 6 14.5 6.7 13 7.5 13M16.5 13C17.3 13 18 13.7 18 14.5S17.3 16 16.5 16C15.7 16 15 15.3 15 14.5S15.7 13 16.5 13Z";var D2="M21,7L9,19L3.5,13.5L4.91,12.09L9,16.17L19.59,5.59L21,7Z";var $2="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z",_2="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M12 20C7.59 20 4 16.41 4 12S7.59 4 12 4 20 7.59 20 12 16.41 20 12 20M16.59 7.58L10 14.17L7.41 11.59L6 13L10 17L18 9L16.59 7.58Z";var I2="M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z";var N2="M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z";var W2="M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z";var U2="M17 3H5C3.89 3 3 3.9 3 5V19C3 20.1 3.89 21 5 21H19C20.1 21 21 20.1 21 19V7L17 3M19 19H5V5H16.17L19 7.83V19M12 12C10.34 12 9 13.34 9 15S10.34 18 12 18 15 16.66 15 15 13.66 12 12 12M6 6H15V10H6V6Z";var G2="M5,20H19V18H5M19,9H15V3H9V9H5L12,16L19,9Z";var p1="M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z";var j1="M10,2C8.89,2 8,2.89 8,4V7C8,8.11 8.89,9 10,9H11V11H2V13H6V15H5C3.89,15 3,15.89 3,17V20C3,21.11 3.89,22 5,22H9C10.11,22 11,21.11 11,20V17C11,15.89 10.11,15 9,15H8V13H16V15H15C13.89,15 13,15.89 13,17V20C13,21.11 13.89,22 15,22H19C20.11,22 21,21.11 21,20V17C21,15.89 20.11,15 19,15H18V13H22V11H13V9H14C15.11,9 16,8.11 16,7V4C16,2.89 15.11,2 14,2H10M10,4H14V7H10V4M5,17H9V20H5V17M15,17H19V20H15V17Z";var Q2="M9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.44,13.73L14.71,14H15.5L20.5,19L19,20.5L14,15.5V14.71L13.73,14.44C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3M9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5Z";var z2="M8,2A2,2 0 0,0 6,4V11L4,13V20A2,2 0 0,0 6,22H18A2,2 0 0,0 20,20V4A2,2 0 0,0 18,2H8M9,4H11V8H9V4M12,4H14V8H12V4M15,4H17V8H15V4Z";var K2="M10,0.2C9,0.2 8.2,1 8.2,2C8.2,3 9,3.8 10,3.8C11,3.8 11.8,3 11.8,2C11.8,1 11,0.2 10,0.2M15.67,1A7.33,7.33 0 0,0 23,8.33V7A6,6 0 0,1 17,1H15.67M18.33,1C18.33,3.58 20.42,5.67 23,5.67V4.33C21.16,4.33 19.67,2.84 19.67,1H18.33M21,1A2,2 0 0,0 23,3V1H21M7.92,4.03C7.75,4.03 7.58,4.06 7.42,4.11L2,5.8V11H3.8V7.33L5.91,6.67L2,22H3.8L6.67,13.89L9,17V22H10.8V15.59L8.31,11.05L9.04,8.18L10.12,10H15V8.2H11.38L9.38,4.87C9.08,4.37 8.54,4.03 7.92,4.03Z";var X1="M2,11H9.17C9.58,9.83 10.69,9 12,9C13.31,9 14.42,9.83 14.83,11H22V13H14.83C14.42,14.17 13.31,15 12,15C10.69,15 9.58,14.17 9.17,13H2V11Z";var q2="M12.5,5A7.5,7.5 0 0,0 5,12.5A7.5,7.5 0 0,0 12.5,20A7.5,7.5 0 0,0 20,12.5A7.5,7.5 0 0,0 12.5,5M7,10H9A1,1 0 0,1 10,11V12C10,12.5 9.62,12.9 9.14,12.97L10.31,15H9.15L8,13V15H7M12,10H14V11H12V12H14V13H12V14H14V15H12A1,1 0 0,1 11,14V11A1,1 0 0,1 12,10M16,10H18V11H16V14H18V15H16A1,1 0 0,1 15,14V11A1,1 0 0,1 16,10M8,11V12H9V11";var n1="M11,13.5V21.5H3V13.5H11M9,15.5H5V19.5H9V15.5M12,2L17.5,11H6.5L12,2M12,5.86L10.08,9H13.92L12,5.86M17.5,13C20,13 22,15 22,17.5C22,20 20,22 17.5,22C15,22 13,20 13,17.5C13,15 15,13 17.5,13M17.5,15A2.5,2.5 0 0,0 15,17.5A2.5,2.5 0 0,0 17.5,20A2.5,2.5 0 0,0 20,17.5A2.5,2.5 0 0,0 17.5,15Z";var j2="M21,11C21,16.55 17.16,21.74 12,23C6.84,21.74 3,16.55 3,11V5L12,1L21,5V11M12,21C15.75,20 19,15.54 19,11.22V6.3L12,3.18L5,6.3V11.22C5,15.54 8.25,20 12,21M11,7H13V13H11V7M11,15H13V17H11V15Z";var X2="M12,16A3,3 0 0,1 9,13C9,11.88 9.61,10.9 10.5,10.39L20.21,4.77L14.68,14.35C14.18,15.33 13.17,16 12,16M12,3C13.81,3 15.5,3.5 16.97,4.32L14.87,5.53C14,5.19 13,5 12,5A8,8 0 0,0 4,13C4,15.21 4.89,17.21 6.34,18.65H6.35C6.74,19.04 6.74,19.67 6.35,20.06C5.96,20.45 5.32,20.45 4.93,20.07V20.07C3.12,18.26 2,15.76 2,13A10,10 0 0,1 12,3M22,13C22,15.76 20.88,18.26 19.07,20.07V20.07C18.68,20.45 18.05,20.45 17.66,20.06C17.27,19.67 17.27,19.04 17.66,18.65V18.65C19.11,17.2 20,15.21 20,13C20,12 19.81,11 19.46,10.1L20.67,8C21.5,9.5 22,11.18 22,13Z";var Y2="M4 2V8H2V2H4M2 22V16H4V22H2M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M16 4C20.42 4 24 7.58 24 12C24 16.42 20.42 20 16 20C12.4 20 9.36 17.62 8.35 14.35L6 12L8.35 9.65C9.36 6.38 12.4 4 16 4M16 6C12.69 6 10 8.69 10 12C10 15.31 12.69 18 16 18C19.31 18 22 15.31 22 12C22 8.69 19.31 6 16 6M15 13V8H16.5V12.2L19.5 14L18.68 15.26L15 13Z";var J2="M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M4 2V8H2V2H4M2 22V16H4V22H2M24 6V18C24 19.11 23.11 20 22 20H10C8.9 20 8 19.11 8 18V14L6 12L8 10V6C8 4.89 8.9 4 10 4H22C23.11 4 24 4.89 24 6M22 6H10V10.83L8.83 12L10 13.17V18H22V6M12 9H20V11H12V9M12 13H18V15H12V13Z";var C5="M14,3.23V5.29C16.89,6.15 19,8.83 19,12C19,15.17 16.89,17.84 14,18.7V20.77C18,19.86 21,16.28 21,12C21,7.72 18,4.14 14,3.23M16.5,12C16.5,10.23 15.5,8.71 14,7.97V16C15.5,15.29 16.5,13.76 16.5,12M3,9V15H7L12,20V4L7,9H3Z";var H5="M12,21L15.6,16.2C14.6,15.45 13.35,15 12,15C10.65,15 9.4,15.45 8.4,16.2L12,21M12,3C7.95,3 4.21,4.34 1.2,6.6L3,9C5.5,7.12 8.62,6 12,6C15.38,6 18.5,7.12 21,9L22.8,6.6C19.79,4.34 16.05,3 12,3M12,9C9.3,9 6.81,9.89 4.8,11.4L6.6,13.8C8.1,12.67 9.97,12 12,12C14.03,12 15.9,12.67 17.4,13.8L19.2,11.4C17.19,9.89 14.7,9 12,9Z";var l={alert:B2,check:D2,close:W2,create:P2,download:G2,left:I2,reviewed:$2,review:_2,right:N2,save:U2,search:Q2,trigger:T2},H3={crowd_detection:b2,face_detection:p1,facedetection:p1,facial_analysis:p1,intrusion:j2,line_crossing:X1,linecross:X1,memorycard:z2,motion:K2,net:j1,network:j1,object_and_scene_detection:n1,plate_recognition:E2,post_object_and_scene_detection:n1,qos_report:X2,record:q2,search_multiple_users_in_image_v2:w2,snapshot:F2,sound:C5,timeline_sync:Y2,vehicle_stopped_detection:R2,wifi:H5,yolov4_detection:n1};function w(M){return H3[M.replaceAll("-","_")]??J2}function v(M){return a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${M}></path></svg>`}var S=u`
  :host {
    box-sizing: border-box;
    color: var(--primary-text-color);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    -webkit-font-smoothing: antialiased;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .icon {
    width: 20px;
    height: 20px;
    flex: none;
    fill: currentColor;
  }
  .foreign {
    unicode-bidi: isolate;
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 40px;
    height: 40px;
    flex: none;
    border-radius: 50%;
    color: var(--secondary-text-color);
  }
  .icon-button .icon {
    width: 24px;
    height: 24px;
  }
  .icon-button:hover:not(:disabled),
  .chip:hover:not(:disabled) {
    background-color: var(--secondary-background-color);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 12px;
    flex: none;
    max-width: 260px;
    border: 1px solid var(--outline-color, var(--divider-color));
    border-radius: var(--ha-border-radius-md, 8px);
    font-size: 14px;
    white-space: nowrap;
  }
  .chip .icon {
    width: 18px;
    height: 18px;
    color: var(--secondary-text-color);
  }
  .chip[aria-pressed="true"] {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.2);
    border-color: transparent;
  }
  .chip[aria-pressed="true"] .icon {
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border-radius: var(--ha-border-radius-pill, 9999px);
    color: var(--primary-text-color);
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.15);
    font-size: 14px;
    font-weight: 500;
    text-decoration: none;
  }
  .button:hover:not(:disabled) {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.25);
  }
`,m1=u`
  dialog {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    width: min(900px, 100vw - 32px);
    max-width: none;
    max-height: calc(100vh - 32px);
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
    color: var(--primary-text-color);
    background-color: var(
      --ha-dialog-surface-background,
      var(--card-background-color, var(--ha-card-background))
    );
    overflow: hidden;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog::backdrop {
    background-color: rgba(0, 0, 0, 0.6);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 16px 8px 8px;
  }
  header h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 18px;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 600px) {
    dialog {
      width: 100vw;
      height: 100vh;
      height: 100dvh;
      max-height: none;
      border-radius: 0;
    }
  }
`;var V5=new Map;function J1(M,H){let C=V5.get(H);C||(C=new Intl.DateTimeFormat("en-US",{timeZone:H,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric"}),V5.set(H,C));let V={};for(let{type:p,value:A}of C.formatToParts(M))V[p]=Number(A);let{year:L=0,month:r=1,day:e=1,hour:t=0,minute:i=0,second:o=0}=V;return Date.UTC(L,r-1,e,t,i,o)}function C2(M,H){return Math.floor(J1(M,H)/864e5)}function L5(M,H){let C=M*864e5,V=[C-864e5,C+864e5].map(L=>C-(J1(L,H)-L)).filter(L=>C2(L,H)===M);return Math.min(...V)}function f(M,H){return r5(C2(Math.floor(M/1e3)*1e3,H),H)}function M5(M,H,C){return r5(C2(M.start,C)+H,C)}function r5(M,H){return{key:new Date(M*864e5).toISOString().slice(0,10),start:L5(M,H),end:L5(M+1,H)}}var Y1={wanted:"",hours:[]};function e5(M,H,C){let V=`${M.start} ${H} ${C}`;if(V===Y1.wanted)return Y1.hours;let L=[],r=-1;for(let e=M.start;e<M.end;e+=36e5/2){let i=J1(e,H)%864e5/36e5;i>r&&i%C===0&&(L.push({time:e,hour:i}),r=i)}return Y1={wanted:V,hours:L},L}var l1=1440,y=6e4,V3={ArrowLeft:-5*y,ArrowDown:-5*y,ArrowRight:5*y,ArrowUp:5*y,PageDown:-60*y,PageUp:60*y,Home:-1/0,End:1/0},L3=60,M3=400,v1=class extends s{constructor(){super();this.dragging=!1;this.onDown=C=>{C.button===0&&(C.currentTarget.setPointerCapture(C.pointerId),this.dragging=!0,this.position=this.timeAt(C))};this.onMove=C=>{!this.dragging&&C.pointerType!=="mouse"||(this.position=this.timeAt(C))};this.onUp=C=>{this.dragging&&(this.dragging=!1,this.position=this.timeAt(C),this.pick(),C.pointerType!=="mouse"&&(this.position=null))};this.onLeave=()=>{(!this.dragging||!this.hasUpdated)&&(this.position=null),this.dragging=!1};this.onKey=C=>{let V=V3[C.key];C.key==="Enter"&&this.position!==null&&this.pick(),V!==void 0&&(C.preventDefault(),this.position=this.clamp((this.position??Math.min(this.now,this.day.end))+V),clearTimeout(this.rest),this.rest=setTimeout(()=>this.pick(),M3))};this.position=null}static{this.properties={day:{attribute:!1},format:{attribute:!1},lanes:{attribute:!1},ticks:{attribute:!1},gaps:{attribute:!1},now:{attribute:!1},position:{state:!0}}}x(C){let{start:V,end:L}=this.day,r=(C-V)/(L-V);return Math.round(Math.min(Math.max(r,0),1)*l1*10)/10}percent(C){return`${this.x(C)/l1*100}%`}render(){let{day:C,format:V,now:L}=this,r=C.end>L,e=this.position??Math.min(L,C.end-y);return a`
      <div class="head">
        <button
          class="icon-button"
          aria-label=${V.text("previous_day")}
          title=${V.text("previous_day")}
          @click=${()=>this.send("day-picked",-1)}
        >
          ${v(l.left)}
        </button>
        <span class="name" aria-live="polite">${V.day(C,L)}</span>
        <button
          class="icon-button"
          aria-label=${V.text("next_day")}
          title=${V.text("next_day")}
          ?disabled=${r}
          @click=${()=>this.send("day-picked",1)}
        >
          ${v(l.right)}
        </button>
      </div>
      <div
        class="strip"
        role="slider"
        tabindex="0"
        aria-label=${V.text("timeline",{day:V.day(C,L)})}
        aria-valuemin="0"
        aria-valuemax=${Math.round((C.end-C.start)/y)}
        aria-valuenow=${Math.round((e-C.start)/y)}
        aria-valuetext=${V.clock(e)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onLeave}
        @pointerleave=${this.onLeave}
        @keydown=${this.onKey}
      >
        <svg viewBox="0 0 ${l1} 40" preserveAspectRatio="none" aria-hidden="true">
          ${this.lanes.map((t,i)=>this.lane(t,i))}
          <path class="ticks ${this.ticks.length>L3?"many":""}" d=${this.tickPath()}></path>
          ${r?K1`<rect class="future" x=${this.x(L)} y="0" width=${l1-this.x(L)} height="40"></rect>`:d}
        </svg>
        ${this.gaps.map(([t,i])=>a`<i
            class="gap"
            style="inset-inline-start:${this.percent(t)};width:max(3px, calc(${this.percent(i)} - ${this.percent(t)}))"
          ></i>`)}
        ${this.position===null?d:a`<i class="needle" style="inset-inline-start:${this.percent(this.position)}"></i>
              <output
                style="inset-inline-start:clamp(28px, ${this.percent(this.position)}, calc(100% - 28px))"
                >${V.clock(this.position)}</output
              >`}
      </div>
      <div class="scale" aria-hidden="true">
        ${e5(C,V.zone,6).map(({time:t})=>a`<span style="inset-inline-start:${this.percent(t)}">${V.hour(t)}</span>`)}
      </div>
    `}lane(C,V){let L=40/this.lanes.length,r=V*L+(V>0?1:0),e=C.map(([t,i])=>{let o=this.x(t);return`M${o} ${r}h${Math.max(1,this.x(i)-o)}V${(V+1)*L}H${o}z`}).join("");return K1`<path class="recorded" d=${e}></path>`}tickPath(){return[...new Set(this.ticks.map(V=>Math.round(this.x(V))))].map(V=>`M${V} 12V40`).join("")}timeAt(C){let V=C.currentTarget.getBoundingClientRect(),r=(getComputedStyle(this).direction==="rtl"?V.right-C.clientX:C.clientX-V.left)/V.width;return this.clamp(this.day.start+r*(this.day.end-this.day.start))}clamp(C){let V=Math.min(this.day.end-1,this.now);return Math.min(Math.max(C,this.day.start),Math.max(V,this.day.start))}pick(){clearTimeout(this.rest),this.position!==null&&this.send("time-picked",this.position)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[S,u`
      :host {
        display: block;
        padding: 4px 16px 8px;
      }
      .head {
        display: flex;
        align-items: center;
        margin: 0 -12px;
      }
      .name {
        flex: 1;
        min-width: 0;
        text-align: center;
        font-size: 14px;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .strip {
        position: relative;
        height: 40px;
        cursor: pointer;
        touch-action: pan-y;
        user-select: none;
        border-radius: var(--ha-border-radius-md, 8px);
        background-color: var(--secondary-background-color);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: inherit;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      .recorded {
        fill: var(--primary-color);
        opacity: 0.25;
      }
      .ticks {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
      }
      .many {
        stroke-width: 1px;
      }
      .future {
        fill: var(--ha-card-background, var(--card-background-color));
        opacity: 0.6;
      }
      .gap {
        position: absolute;
        inset-block: 0;
        background: repeating-linear-gradient(
          -45deg,
          var(--warning-color) 0 2px,
          transparent 2px 6px
        );
        pointer-events: none;
      }
      .needle {
        position: absolute;
        inset-block: -4px;
        width: 2px;
        margin-inline-start: -1px;
        border-radius: 1px;
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output {
        position: absolute;
        bottom: calc(100% + 6px);
        translate: -50%;
        padding: 2px 8px;
        border-radius: 10px;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--primary-background-color);
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output:dir(rtl) {
        translate: 50%;
      }
      .scale {
        position: relative;
        height: 18px;
        font-size: 11px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
      .scale span {
        position: absolute;
      }
      .scale span + span {
        translate: -50%;
      }
      .scale span + span:dir(rtl) {
        translate: 50%;
      }
    `]}};function k(M){return M.slice(0,M.indexOf("."))}function X(M){return Object.values(M.entities).filter(H=>H2(H)&&!H.hidden).map(H=>H.entity_id).sort((H,C)=>t5(M,H).localeCompare(t5(M,C),M.locale.language))}function H2(M){return M.platform==="vxg"&&k(M.entity_id)==="camera"}function t5(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function Y(M,H){let C=M.entities[H];if(!(!C||C.platform!=="vxg"))return H2(C)?H:J(M,H).find(H2)?.entity_id}function J(M,H){let C=M.entities[H]?.device_id;return C?Object.values(M.entities).filter(V=>V.device_id===C):[]}function i5(M,H){let C=H.entities??(H.entity?[H.entity]:[]);if(C.length===0)return X(M);let V=C.map(L=>Y(M,L));return[...new Set(V.filter(L=>L!==void 0))]}function o5(M,H){let C=M.entities[H],V=C?.device_id?M.devices[C.device_id]:void 0;return C?.area_id??V?.area_id??null}function x1(M,H){let C=new Set;for(let V of H)for(let{entity_id:L}of J(M,V)){let r=k(L)==="event"&&M.states[L]?.attributes.event_types;if(Array.isArray(r))for(let e of r)C.add(String(e))}return[...C]}function a5(M,H,C){return J(M,H).filter(V=>k(V.entity_id)==="button"&&!V.hidden&&C.includes(`${V.translation_key}_event`)&&M.states[V.entity_id]!==void 0)}function A5(M){return{list:H=>M().callWS({type:"vxg/events/list",language:M().language,...H}),subscribe:(H,C)=>M().connection.subscribeMessage(C,{type:"vxg/events/subscribe",language:M().language,...H},{resubscribe:!1}),coverage:(H,C,V,L)=>M().callWS({type:"vxg/coverage",entity_id:H,start:C,end:V,slices:L})}}function d5(M,H){return M.callService("button","press",{},{entity_id:H})}function p5(M,H,C,V){return M.callService("vxg","create_event",{event_type:C,create_event_type:!0,...V===""?{}:{metadata:{caption:V}}},{entity_id:H},!1)}function n5(M,H,C){return M.callService("vxg","review_event",{event_id:H.event_id,...C?{undo:!0}:{}},{entity_id:H.entity_id},!1)}function m5(M,H){return M.callService("vxg","create_clip",{event_id:H.event_id},{entity_id:H.entity_id},!1)}function B(M){if(typeof M=="string")return M;let{message:H,body:C}=M??{};return String(C?.message??H??"")}function V2(M){let{translation_key:H}=M??{};return String(H??"")}var _=class{constructor(H){this.delay=5e3;this.action=H}get waiting(){return this.timer!==void 0}start(){this.cancel(),this.timer=setTimeout(()=>{this.timer=void 0,this.action()},this.delay),this.delay=Math.min(this.delay*2,6e4)}cancel(){clearTimeout(this.timer),this.timer=void 0}reset(){this.cancel(),this.delay=5e3}};function l5(M){return M.event_types.length===0&&M.entity_ids.length===0&&M.text===""&&M.tags.length===0&&M.reviewed===null}function s1(M,H,C){let{event_types:V,entity_ids:L,reviewed:r}=H;return(V.length===0||V.includes(M.event_type))&&(L.length===0||L.includes(M.entity_id))&&(r===null||r===M.reviewed)&&H.tags.every(e=>e in M.metadata)&&r3(M,H.text,C)}function r3(M,H,C){let V=H.toLocaleLowerCase().split(/\s+/).filter(Boolean);if(V.length===0)return!0;let L=[M.event_type,M.name,C.type(M.event_type,M.name),C.camera(M.entity_id),...Object.entries(M.metadata).flat().map(String)].join(`
`).toLocaleLowerCase();return V.every(r=>L.includes(r))}function Z1(M,H){return M.includes(H)?M.filter(C=>C!==H):[...M,H]}var v5={event_types:[],entity_ids:[],text:"",tags:[],reviewed:null};var e3=50,t3=1e4,i3=new Set(["no_such_event_type","bad_filter","text_too_long","bad_window"]),o3=3;function W(M){return{key:C1(M),at:Date.parse(M.time),event:M}}function C1({entity_id:M,event_id:H}){return`${M} ${H}`}function u1(M,H){return H.at-M.at||H.event.event_id-M.event.event_id||(M.key<H.key?-1:1)}var S1=class{constructor(H){this.items=[];this.pending=[];this.gaps=[];this.loading=!1;this.loaded=!1;this.filter=v5;this.before=null;this.source={};this.types=[];this.byKey=new Map;this.cursor=null;this.generation=0;this.held=!1;this.emptyPages=0;this.active=!1;this.missed=!1;this.replaceOnRelease=!1;this.lastAnswer=null;this.failure=null;this.outage=null;this.retry=new _(()=>{this.refresh()});this.nextPage=new _(()=>this.options.onChange());this.options=H}get ended(){return this.loaded&&this.cursor===null}get trouble(){return this.failure??this.outage}get newCount(){return this.pending.length}configure(H,C){this.source=H,this.types=C,this.reset()}setFilter(H){this.filter=H,this.reset()}goTo(H){this.before=H,this.reset()}setActive(H){H!==this.active&&(this.active=H,this.retry.cancel(),this.nextPage.cancel(),!(!H||this.isCurrent)&&this.refresh())}get isCurrent(){let H=Date.now()-(this.lastAnswer??0);return this.loaded&&!this.missed&&!this.failure&&H<t3}hold(H){this.held=H,!H&&!this.isElsewhere&&this.release()}release(){if(this.isElsewhere)this.goTo(null);else if(this.pending.length>0){let H=this.pending;this.pending=[],this.insert(H),this.options.onChange()}}get isElsewhere(){return this.before!==null||this.replaceOnRelease}hasAllSince(H){let C=this.ended||(this.items.at(-1)?.at??1/0)<H;return this.loaded&&C&&this.before===null&&this.types.length===0&&l5(this.filter)}find(H){return this.byKey.get(H)}async renew(H){let C=this.byKey.get(H);if(!(!C||!this.active))try{let V=new Date(C.at).toISOString(),L=await this.options.api.list({...this.query(),end:V});for(let r of L.events)this.update(r);this.options.onChange()}catch{}}reset(){this.generation++,this.loaded=!1,this.loading=!1,this.pending=[],this.replaceOnRelease=!1,this.emptyPages=0,this.active&&this.load(),this.options.onChange()}async load(){await this.read({},H=>{this.replace(H)})}async more(){!this.active||this.loading||!this.loaded||this.cursor===null||this.nextPage.waiting||this.paused||await this.read({cursor:this.cursor},H=>{this.cursor=H.cursor,this.emptyPages=H.events.length===0?this.emptyPages+1:0,this.insert(H.events.map(W)),this.addGaps(H.gaps)})}get paused(){return this.emptyPages>=o3}async searchOn(){this.emptyPages=0,await this.more()}async refresh(){if(!this.active){this.missed=!0;return}if(!this.loaded)return this.load();this.loading||await this.read({},H=>this.merge(H))}async read(H,C){let V=++this.generation;this.loading=!0,this.missed=!1,this.options.onChange();try{let L=await this.options.api.list({...this.query(),...H});if(V!==this.generation)return;this.succeeded(L),C(L),this.options.onAnswer?.(L)}catch(L){if(V!==this.generation)return;this.failed(L,H.cursor!==void 0)}this.loading=!1,this.options.onChange(),this.missed&&this.active&&this.refresh()}query(){let{event_types:H,entity_ids:C,text:V,tags:L,reviewed:r}=this.filter,e=H.length>0?H:this.types;return{...C.length>0?{entity_ids:C}:this.source,...e.length>0?{event_types:e}:{},...V.trim()===""?{}:{text:V.trim()},...L.length>0?{tags:L}:{},...r===null?{}:{reviewed:r},...this.before===null?{}:{end:new Date(this.before).toISOString()},limit:e3}}succeeded({errors:H={}}){let[C]=Object.values(H);this.failure=C?{since:Date.now(),text:C.message,entityIds:Object.keys(H)}:null,this.lastAnswer=Date.now(),this.loaded=!0,this.retry.reset(),this.nextPage.reset()}failed(H,C){C&&V2(H)==="bad_cursor"&&(this.loaded=!1);let V=i3.has(V2(H));this.failure={since:V?null:this.trouble?.since??this.lastAnswer??Date.now(),text:B(H),entityIds:null},V&&this.replace({events:[],gaps:[],cursor:null}),!(!this.active||V)&&(C&&this.loaded?this.nextPage.start():this.retry.start())}replace(H){this.items=[],this.byKey.clear(),this.gaps=[],this.pending=[],this.replaceOnRelease=!1,this.cursor=H.cursor,this.insert(H.events.map(W)),this.addGaps(H.gaps)}merge(H){let C=H.events.map(W).sort(u1),V=C.filter(({key:e})=>this.byKey.has(e));if(H.cursor===null||V.length===0){this.held&&this.items.length>0&&V.length===0&&C.length>0?(this.pending=C,this.replaceOnRelease=!0):this.replace(H);return}let L=new Set(C.map(({key:e})=>e)),r=C.at(-1)?.at??0;this.items=this.items.filter(e=>{let t=e.at<r||L.has(e.key);return t||this.byKey.delete(e.key),t});for(let{event:e}of V)this.update(e);this.pending=this.pending.filter(e=>!L.has(e.key)),this.add(C.filter(({key:e})=>!this.byKey.has(e))),this.addGaps(H.gaps)}insert(H){let C=[];for(let r of H){let e=this.byKey.get(r.key);e?e.event=r.event:(this.byKey.set(r.key,r),C.push(r))}if(C.length===0)return;C.sort(u1);let V=this.items.at(-1),L=C[0];this.items=[...this.items,...C],V&&u1(V,L)>0&&this.items.sort(u1)}add(H){this.held||this.before!==null?this.pending=[...this.pending,...H]:this.insert(H)}addGaps(H){let C=L=>`${L.entity_ids??""} ${L.start}`,V=new Map(this.gaps.map(L=>[C(L),L]));for(let L of H)V.set(C(L),L);this.gaps=[...V.values()]}update(H){let C=C1(H),V=this.byKey.get(C)??this.pending.find(L=>L.key===C);return V&&(V.event=H),V!==void 0}receive(H){if(!this.active){this.missed=!0;return}switch(H.type){case"event":case"changed":case"picture":this.receiveEvent(H.event,H.type==="event");break;case"gap":this.addGaps([H.gap]);break;case"availability":this.receiveAvailability(H);break}this.options.onMessage?.(H),this.options.onChange()}receiveEvent(H,C){if(this.update(H)||!C||!s1(H,this.limits(),this.options.names()))return;let V=W(H),L=this.items.at(-1);this.cursor!==null&&L&&V.at<L.at||this.add([V])}limits(){return this.filter.event_types.length>0?this.filter:{...this.filter,event_types:this.types}}receiveAvailability({available:H,since:C,entity_ids:V}){let L=this.trouble!==null;this.outage=H?null:{since:C?Date.parse(C):this.lastAnswer??Date.now(),text:"",entityIds:V??null},H&&L&&this.refresh()}};var a3=200,A3=3,d3=288,p3=4,x5=5*6e4,c1=class{constructor(H,C){this.day=null;this.source={};this.cameras=[];this.days=new Map;this.api=H,this.onChange=C}configure(H){this.source=H,this.days.clear()}setCameras(H){this.cameras=H.length<=p3?H:[]}get data(){return this.day?this.days.get(this.day.key):void 0}get items(){return[...this.data?.items.values()??[]]}get coverage(){return this.data?.coverage??new Map}counts(H){let C=this.data;if(!C)return{types:{},approximate:!1};if(C.counts&&!C.complete&&H.length===0)return C.counts;let V={};for(let{event:L}of C.items.values())(H.length===0||H.includes(L.entity_id))&&(V[L.event_type]=(V[L.event_type]??0)+1);return{types:V,approximate:!C.complete}}isRecorded(H){for(let C of this.days.values()){let V=C.coverage.get(H.event.entity_id);if(V&&L2(C.day,H.at)&&H.at<C.read-x5)return V.some(([L,r])=>H.at>=L-1e3&&H.at<=r+1e3)}return null}async show(H,C){this.day=H;let V=this.days.get(H.key),L=V??n3(H);this.days.set(H.key,L);let r=L.read>=H.end||L.read>Date.now()-x5,t=this.cameras.filter(o=>!r||!L.coverage.has(o)).map(o=>this.readCoverage(H,L,o));if(!V&&C){L.complete=!0;for(let{at:o,event:p}of C)L2(H,o)&&this.put(L,p)}else V||t.push(this.readEvents(H,L));if(t.length===0)return;r||(L.read=Date.now()),(await Promise.allSettled(t)).some(({status:o})=>o==="rejected")&&this.days.delete(H.key),this.onChange()}async readEvents(H,C){let V={...this.source,start:new Date(H.start).toISOString(),end:new Date(H.end-1).toISOString(),limit:a3},L=null;for(let r=0;r<A3;r++){let e=await this.api.list({...V,...L===null?{}:{cursor:L},...r===1?{counts:H.key}:{}});for(let t of e.events)this.put(C,t);if(C.counts=e.counts??C.counts,C.complete=e.cursor===null,L=e.cursor,this.onChange(),L===null)return}}async readCoverage(H,C,V){let L=Math.min(H.end,Date.now()),r=L>H.start?await this.api.coverage(V,new Date(H.start).toISOString(),new Date(L).toISOString(),d3):[];C.coverage.set(V,r.map(([e,t])=>{let i=Date.parse(e);return[i,i+t*1e3]}))}receive(H){let C=Date.parse(H.time);for(let V of this.days.values())L2(V.day,C)&&(!V.items.has(C1(H))&&V.counts&&(V.counts.types[H.event_type]=(V.counts.types[H.event_type]??0)+1),this.put(V,H))}put(H,C){H.items.set(C1(C),W(C))}};function n3(M){return{day:M,read:0,items:new Map,complete:!1,counts:null,coverage:new Map}}function L2(M,H){return H>=M.start&&H<M.end}function s5(){return document.querySelector("home-assistant")?.hass}function I(M){return s5()?.localize(`component.vxg.selector.card.options.${M}`)||""}async function Z5(){for(let M=0;M<60;M++){let H=s5();if(H?.loadBackendTranslation){await H.loadBackendTranslation("selector","vxg");return}await new Promise(C=>setTimeout(C,1e3))}}var T={show_live:!0,show_bar:!0,show_list:!0,show_filters:!0},u5={schema:[{name:"title",selector:{text:{}}},{name:"entities",selector:{entity:{multiple:!0,filter:{integration:"vxg",domain:"camera"}}}},{name:"event_types",selector:{text:{multiple:!0}}},{name:"",type:"grid",schema:Object.keys(T).map(M=>({name:M,selector:{boolean:{}}}))}],computeLabel:({name:M})=>I(`field_${M}`)||void 0};var h1=class{constructor(H,C,V){this.generation=0;this.retry=new _(()=>{this.subscribe()});this.reconnected=()=>{this.unsubscribe=void 0,this.subscribe(),this.onReconnect()};this.api=H,this.onMessage=C,this.onReconnect=V}start(H,C){this.stop(),this.source=C,this.connection=H,H.addEventListener("ready",this.reconnected),this.subscribe()}stop(){this.generation++,this.source=void 0,this.retry.reset(),this.connection?.removeEventListener("ready",this.reconnected),this.cancel()}async subscribe(){if(!this.source)return;let H=++this.generation;try{let C=await this.api.subscribe(this.source,V=>{H===this.generation&&this.onMessage(V)});H===this.generation?(this.unsubscribe=C,this.retry.reset()):await C()}catch{H===this.generation&&this.retry.start()}}cancel(){let H=this.unsubscribe;this.unsubscribe=void 0,Promise.resolve(H?.()).catch(()=>{})}};var m3=/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;function x(M,H=80){let C=typeof M=="string"?M:l3(M),V=C.slice(0,H*4).replace(m3," ").replace(/\s+/g," ").trim(),L=[...V];return L.length>H||C.length>H*4?`${L.slice(0,H-1).join("")}…`:V}function l3(M){return M==null?"":typeof M=="object"?JSON.stringify(M):String(M)}var v3=/^(description|end_time|ip_address|process|result.*|start_time|status_.*|user_.*)$/i,H1="caption";function g1(M,H){return Object.entries(M).filter(([C,V])=>C!==H1&&!v3.test(C)&&!(C===H&&x3(V)))}function x3(M){return M===null||M===!0||x(M)===""}function S5(M,H){let C=x(H,40);return C===""?x(M,40):`${x(M,40)}: ${C}`}function c5(M){let H=x(M.replace(/[_-]+/g," "),60);return H.charAt(0).toUpperCase()+H.slice(1)}var s3=6e4,h5="component.vxg.";function Z3(M){return M.locale.time_zone==="server"?M.config.time_zone:Intl.DateTimeFormat().resolvedOptions().timeZone}function u3({time_format:M,language:H}){return M==="12"||M==="24"?M==="12":new Date(2026,0,1,22).toLocaleTimeString(M==="language"?H:void 0).includes("10")}var O1=class{constructor(H){this.hass=H,this.zone=Z3(H);let C=H.locale.language,V=u3(H.locale),L={timeZone:this.zone,hour:V?"numeric":"2-digit",hourCycle:V?"h12":"h23"};this.hourFormat=new Intl.DateTimeFormat(C,L),this.clockFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit"}),this.secondsFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit",second:"2-digit"}),this.dayFormat=new Intl.DateTimeFormat(C,{timeZone:this.zone,weekday:"long",day:"numeric",month:"long"}),this.relativeFormat=new Intl.RelativeTimeFormat(C,{numeric:"auto",style:"short"}),this.numberFormat=new Intl.NumberFormat(C)}dayOf(H){return(!this.lastDay||H<this.lastDay.start||H>=this.lastDay.end)&&(this.lastDay=f(H,this.zone)),this.lastDay}text(H,C){return this.hass.localize(`${h5}selector.card.options.${H}`,C)||""}clock(H){return this.clockFormat.format(H)}seconds(H){return this.secondsFormat.format(H)}daySeconds(H,C){return`${this.day(this.dayOf(H),C)}, ${this.seconds(H)}`}hour(H){return this.hourFormat.format(H)}number(H){return this.numberFormat.format(H)}day(H,C){let V=this.dayOf(C),L=this.dayFormat.format(H.start);return H.key===V.key?`${this.text("today")} · ${L}`:H.end===V.start?`${this.text("yesterday")} · ${L}`:L}relative(H,C){let V=Math.round((H-C)/s3);return V===0?this.relativeFormat.format(0,"second"):Math.abs(V)<60?this.relativeFormat.format(V,"minute"):Math.abs(V)<1440?this.relativeFormat.format(Math.round(V/60),"hour"):this.relativeFormat.format(Math.round(V/60/24),"day")}moment(H,C){let{start:V,end:L}=this.dayOf(C);return H>=V&&H<L?this.clock(H):`${this.dayFormat.format(H)}, ${this.clock(H)}`}type(H,C){let V=`entity.event.events.state_attributes.event_type.state.${H}`;return this.hass.localize(h5+V)||x(C,60)||c5(H)}camera(H){let C=this.hass.states[H]?.attributes.friendly_name;return x(C||H,60)}};function g5(M,H,C,V){let L=[],r=M.at(-1)?.at??1/0,e=H.map(p=>({gap:p,at:Date.parse(p.end)})).filter(({at:p})=>p>=r||V==="end").sort((p,A)=>p.at-A.at),t,i=p=>{t&&p>=t.start&&p<t.end||(t=f(p,C),L.push({kind:"day",key:`day ${t.key}`,day:t}))},o=p=>{for(let A=e.at(-1);A&&A.at>=p;A=e.at(-1)){e.pop(),i(A.at);let{gap:m,at:n}=A;L.push({kind:"gap",key:`gap ${m.entity_ids??""} ${m.start}`,gap:m,at:n})}};return M.forEach((p,A)=>{o(p.at),i(p.at),L.push({kind:"event",key:p.key,item:p,position:A})}),o(-1/0),V&&L.push({kind:V,key:V}),L}var V1=class{constructor(H,C){this.rows=H,this.tops=new Float64Array(H.length+1),H.forEach((V,L)=>{this.tops[L+1]=this.top(L)+C[V.kind]})}get height(){return this.top(this.rows.length)}top(H){return this.tops[H]??0}at(H){let C=0,V=this.rows.length-1;for(;C<V;){let L=C+V+1>>1;this.top(L)<=H?C=L:V=L-1}return C}between(H,C){return this.rows.length===0?[0,0]:[this.at(Math.max(0,H)),Math.min(this.rows.length,this.at(C)+1)]}dayAt(H){for(let C=this.at(H);C>=0;C--){let V=this.rows[C];if(V?.kind==="day")return V.day}}indexBefore(H){return this.rows.findIndex(C=>C.kind==="event"&&C.item.at<=H)}};var f5="vxg-events-card-reloaded",S3=/\/([0-9a-f]{16})\//,O5=S3.exec(import.meta.url)?.[1];function y5(M){return!O5||!M||!/^[0-9a-f]{16}$/.test(M)||M===O5?!1:sessionStorage.getItem(f5)!==M}function k5(M){sessionStorage.setItem(f5,M??""),location.reload()}var c3=6e4,h3=3e4,g3=30*c3,O3=400,f3=5e3,y3=["create_event","trigger_event","review_event","create_clip"],b5="vxgPlayer",f1=class extends s{constructor(){super();this.cameras=[];this.absent=[];this.liveCamera="";this.rows=[];this.rowsAreOld=!0;this.wantedTime=null;this.outdated=null;this.onScreen=!1;this.active=!1;this.started="";this.renewed=0;this.api=A5(()=>this.present);this.store=new S1({api:this.api,names:()=>this.format,onChange:()=>this.changed(),onAnswer:({version:C,actions:V})=>{this.actions=V,this.noteVersion(C),this.day&&this.showDay(this.day)},onMessage:C=>this.onMessage(C)});this.days=new c1(this.api,()=>this.requestUpdate());this.feed=new h1(this.api,C=>this.store.receive(C),()=>{this.store.refresh()});this.screen=new IntersectionObserver(C=>{this.onScreen=C.at(-1)?.isIntersecting??!1,this.activate()});this.activate=()=>{let C=this.onScreen&&!document.hidden&&this.isConnected;C!==this.active&&(this.active=C,clearInterval(this.tick),this.now=Date.now(),(this.cameras.length>0||!C)&&this.store.setActive(C),C&&(this.tick=setInterval(()=>this.onTick(),h3),this.day&&this.showDay(this.day)),this.requestUpdate())};this.isRecorded=C=>this.days.isRecorded(C);this.onClosed=()=>{window.removeEventListener("popstate",this.onClosed),history.state?.[b5]&&history.back();let C=this.openItem?.key;this.openItem=void 0,this.requestUpdate(),C!==void 0&&this.updateComplete.then(()=>this.listElement?.focusKey(C))};this.onDayShown=C=>{clearTimeout(this.dayRest),this.dayRest=setTimeout(()=>this.showDay(C.detail),O3)};this.onDayPicked=C=>{let V=Date.now(),L=M5(this.day??f(V,this.zone),C.detail,this.zone);this.showDay(L),L.end>V?this.backToNow():this.goToTime(L.end-1)};this.now=Date.now()}static{this.properties={config:{state:!0},now:{state:!0}}}setConfig(C){let{entities:V,event_types:L}=C;for(let[r,e]of Object.entries({entities:V,event_types:L}))if(e!==void 0&&!(Array.isArray(e)&&e.every(t=>typeof t=="string")))throw new Error(`"${r}" must be a list of names`);this.config=C,this.restart()}set hass(C){let V=this.present;this.present=C,(C.localize!==V?.localize||C.locale!==V.locale||C.config.time_zone!==V.config.time_zone)&&(this.format=new O1(C),this.rowsAreOld=!0,this.requestUpdate()),C.language!==V?.language&&C.loadBackendTranslation?.("selector","vxg").then(()=>this.requestUpdate()),(C.entities!==V?.entities||this.absent.some(L=>C.states[L]))&&this.restart();for(let L of this.renderRoot?.querySelectorAll("vxg-events-live, vxg-events-player")??[])L.hass=C}connectedCallback(){super.connectedCallback(),this.screen.observe(this),document.addEventListener("visibilitychange",this.activate),this.cameras=[],this.restart()}disconnectedCallback(){super.disconnectedCallback(),this.screen.disconnect(),document.removeEventListener("visibilitychange",this.activate),window.removeEventListener("popstate",this.onClosed),clearTimeout(this.dayRest),this.openItem=void 0,this.onScreen=!1,this.activate(),this.feed.stop()}restart(){if(!this.present||!this.config||!this.isConnected)return;let{states:C}=this.present,V=i5(this.present,this.config),L=V.filter(i=>C[i]);this.absent=V.filter(i=>!C[i]);let r=this.config.event_types??[],e=JSON.stringify([L,r,this.config.entry_id]);if(e===this.started&&this.cameras.length>0||(this.started=e,this.cameras=L,L.includes(this.liveCamera)||(this.liveCamera=L[0]??""),L.length===0))return;let t=this.config.entry_id?{entry_id:this.config.entry_id}:{entity_ids:L};this.days.configure(t),this.store.configure(t,r),this.feed.start(this.present.connection,t),this.store.setActive(this.active),this.showDay(f(Date.now(),this.zone))}get zone(){return this.format?.zone??"UTC"}onTick(){this.now=Date.now(),this.day&&this.day.end>this.now&&this.showDay(this.day)}changed(){this.rowsAreOld=!0,this.requestUpdate()}onMessage(C){C.type==="availability"?this.noteVersion(C.version):C.type!=="gap"&&this.days.receive(C.event),this.now=Date.now()}noteVersion(C){y5(C)&&(this.outdated=C??null)}showDay(C){this.day=C,this.requestUpdate();let{show_bar:V,show_filters:L}=this.config??{};if(!this.active||!this.store.loaded||V===!1&&L===!1)return;let r=this.store.filter.entity_ids;this.days.setCameras(V===!1?[]:r.length>0?r:this.cameras);let e=this.store.hasAllSince(C.start);this.days.show(C,e?this.store.items:null)}willUpdate(){if(!this.rowsAreOld||!this.format)return;this.rowsAreOld=!1;let{store:C}=this,V=C.ended?"end":C.paused?"more":C.trouble&&!C.loaded?null:"loading";this.rows=g5(C.items,C.gaps,this.zone,V),this.openItem&&(this.openItem=C.find(this.openItem.key)??this.openItem)}render(){let{config:C,format:V,present:L}=this;return!C||!V||!L?d:a`<ha-card .header=${C.title}>
      ${this.outdated===null?d:this.notice(V.text("new_version"),V.text("reload"),()=>k5(this.outdated))}
      ${this.cameras.length===0?this.notice(V.text("no_cameras")):this.parts(C,V,L)}
      ${this.player(V,L)}
    </ha-card>`}parts(C,V,L){let r=C.show_live??this.cameras.length===1,e=r?a`<vxg-events-live
            .cameras=${this.cameras}
            .camera=${this.liveCamera}
            .format=${V}
            .hass=${L}
            .active=${this.active}
            .actions=${this.possible(this.liveCamera)}
            @camera-picked=${o=>{this.liveCamera=o.detail,this.requestUpdate()}}
          ></vxg-events-live>`:d,t=C.show_bar===!1?d:this.bar(V),i=C.show_list===!1?d:this.list(V,L);return a`<div class="parts ${r&&i!==d?"beside":""}">
      <div class="view">${e}${t}</div>
      <div class="events">${i}</div>
    </div>`}bar(C){let V=this.day??f(this.now,this.zone),{filter:L,gaps:r}=this.store,t=(L.entity_ids.length>0?L.entity_ids:this.cameras).map(o=>this.days.coverage.get(o)).filter(o=>o!==void 0),i=r.map(o=>[Date.parse(o.start),Date.parse(o.end)]).filter(([o,p])=>p>V.start&&o<V.end);return a`<vxg-events-bar
      .day=${V}
      .format=${C}
      .lanes=${t}
      .ticks=${this.ticks(V)}
      .gaps=${i.slice(-20)}
      .now=${this.now}
      @day-picked=${this.onDayPicked}
      @time-picked=${o=>this.goToTime(o.detail)}
    ></vxg-events-bar>`}ticks(C){let{filter:V}=this.store,L=V.event_types.length>0?V.event_types:this.config?.event_types??[],r={...V,event_types:L},e=({at:t,event:i})=>t>=C.start&&t<C.end&&s1(i,r,this.format);return[...this.store.items.filter(e),...this.days.items.filter(e)].map(({at:t})=>t)}list(C,V){let{store:L,days:r}=this,{types:e,approximate:t}=r.counts(L.filter.entity_ids),i=this.config?.event_types??[],o=i.length>0?i:x1(V,this.cameras),p=Object.fromEntries(Object.entries(e).filter(([A])=>i.length===0||i.includes(A)));return a`
      ${this.config?.show_filters===!1?d:a`<vxg-events-filters
            .filter=${L.filter}
            .format=${C}
            .types=${o}
            .counts=${p}
            .approximate=${t}
            .cameras=${this.cameras}
            @filter-changed=${A=>this.setFilter(A.detail)}
          ></vxg-events-filters>`}
      ${this.troubleNotice(C)}
      ${L.before===null?d:this.notice(C.text("until",{time:C.moment(L.before,this.now)}),C.text("back_to_now"),()=>this.backToNow())}
      ${this.isEmpty?this.notice(C.text(this.isFiltered?"no_match":"no_events")):d}
      <vxg-events-list
        .rows=${this.rows}
        .format=${C}
        .showCamera=${this.cameras.length>1}
        .isRecorded=${this.isRecorded}
        .newCount=${L.newCount}
        .now=${this.now}
        .busy=${L.loading}
        @more=${()=>{L.more()}}
        @search-on=${()=>{L.searchOn()}}
        @held=${A=>L.hold(A.detail)}
        @release=${()=>this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${A=>this.open(A.detail)}
        @picture-refused=${A=>this.renew(A.detail)}
      ></vxg-events-list>
    `}player(C,V){let L=this.openItem,r=L?this.store.items.indexOf(L):-1,e=t=>{let i=this.store.items[r+t];i&&this.open(i.key)};return a`<vxg-events-player
      .event=${L?.event??null}
      .format=${C}
      .hass=${V}
      .now=${this.now}
      .isRecorded=${L?this.isRecorded(L):null}
      .actions=${this.possible(L?.event.entity_id??"")}
      .hasNewer=${r>0}
      .hasOlder=${r>=0&&r<this.store.items.length-1}
      @newer=${()=>e(-1)}
      @older=${()=>e(1)}
      @closed=${this.onClosed}
      @reviewed=${t=>this.store.receive({type:"changed",event:t.detail})}
      @media-refused=${()=>L&&this.renew(L.key)}
      @tag-picked=${t=>{this.onClosed(),this.setFilter({...this.store.filter,tags:[t.detail]})}}
    ></vxg-events-player>`}notice(C,V,L){return a`<p class="notice" role="status">
      <span>${C}</span>
      ${V?a`<button class="button" @click=${L}>${V}</button>`:d}
    </p>`}troubleNotice(C){let{trouble:V}=this.store;if(!V)return d;let L=V.since===null?"":C.moment(V.since,this.now),r=L?V.entityIds?C.text("cameras_not_current",{time:L,cameras:V.entityIds.map(e=>C.camera(e)).join(", ")}):C.text("not_current",{time:L}):"";return a`<p class="notice trouble" role="status">
      ${v(l.alert)}<span>${r} ${x(V.text,300)}</span>
    </p>`}get isEmpty(){return this.store.ended&&this.store.items.length===0}get isFiltered(){let{event_types:C,text:V,tags:L,reviewed:r,entity_ids:e}=this.store.filter;return C.length+L.length+e.length>0||V!==""||r!==null}possible(C){return this.actions?this.actions[C]??[]:y3}setFilter(C){this.store.setFilter(C),this.listElement?.scrollTo({top:0}),this.day&&this.showDay(this.day)}get listElement(){return this.renderRoot.querySelector("vxg-events-list")}open(C){this.openItem||(history.pushState({...history.state,[b5]:!0},""),window.addEventListener("popstate",this.onClosed)),this.openItem=this.store.find(C),this.requestUpdate(),(this.openItem?this.store.items.indexOf(this.openItem):-1)>=this.store.items.length-3&&this.store.more()}renew(C){let V=Date.now();C===void 0||V-this.renewed<f3||(this.renewed=V,this.store.renew(C))}backToNow(){this.store.release(),this.store.before!==null&&this.store.goTo(null),this.listElement?.scrollTo({top:0}),this.showDay(f(Date.now(),this.zone))}goToTime(C){let{store:V}=this,{items:L,before:r}=V,e=V.ended||(L.at(-1)?.at??1/0)<=C;if(V.loaded&&e&&C<=(r??1/0)){this.listElement?.scrollToTime(C);return}let t=this.day&&C<this.day.end?this.day.end:1/0;this.wantedTime=C,V.goTo(Math.min(C+g3,t))}updated(C){if(this.wantedTime===null||!this.store.loaded||this.store.loading)return;let V=this.wantedTime;this.wantedTime=null;let L=this.listElement;L?.updateComplete.then(()=>L.scrollToTime(V))}getCardSize(){let{show_live:C,show_bar:V,show_list:L}=this.config??{};return(C===!1?0:6)+(V===!1?0:2)+(L===!1?0:10)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto",min_rows:3}}static getConfigForm(){return u5}static getStubConfig(C){let[V]=X(C);return{...V?{entities:[V]}:{},...T}}static{this.styles=[S,u`
      :host {
        display: block;
        height: 100%;
        container: card / inline-size;
      }
      ha-card {
        display: flex;
        flex-direction: column;
        height: 100%;
        overflow: hidden;
      }
      .parts,
      .events {
        display: flex;
        flex-direction: column;
        flex: 1 1 auto;
        min-width: 0;
        min-height: 0;
      }
      @container card (min-width: 760px) {
        .beside {
          flex-direction: row;
        }
        .beside .view {
          flex: 3 1 0;
          min-width: 0;
        }
        .beside .events {
          flex: 2 1 0;
          min-width: 340px;
          border-inline-start: 1px solid var(--divider-color);
        }
      }
      vxg-events-list {
        flex: 1 1 min(var(--content-height, 200px), 560px, 70vh);
        min-height: 0;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        line-height: 20px;
      }
      .notice span {
        flex: 1;
        min-width: 0;
      }
      .trouble .icon {
        color: var(--warning-color);
      }
    `]}};var k3=400,b3=255,y1=class extends s{constructor(){super(...arguments);this.onInput=C=>{let V=C.target.value;clearTimeout(this.rest),V!==this.filter.text&&(this.rest=setTimeout(()=>this.set({text:V}),C.type==="change"?0:k3))}}static{this.properties={filter:{attribute:!1},format:{attribute:!1},types:{attribute:!1},counts:{attribute:!1},approximate:{attribute:!1},cameras:{attribute:!1}}}render(){let{filter:C,format:V}=this;return a`
      <div class="search">
        ${v(l.search)}
        <input
          type="search"
          maxlength=${b3}
          aria-label=${V.text("search")}
          placeholder=${V.text("search")}
          .value=${C.text}
          @input=${this.onInput}
          @change=${this.onInput}
        />
      </div>
      <div class="chips" role="group" aria-label=${V.text("filter")}>
        ${C.tags.map(L=>this.chip(x(L,40),l.close,!0,()=>this.set({tags:Z1(C.tags,L)})))}
        ${this.sortedTypes().map(L=>this.typeChip(L))}
        ${this.chip(V.text("unreviewed"),l.review,C.reviewed===!1,()=>this.set({reviewed:C.reviewed===!1?null:!1}))}
        ${this.cameras.length>1?this.cameras.map(L=>this.chip(V.camera(L),null,C.entity_ids.includes(L),()=>this.set({entity_ids:Z1(C.entity_ids,L)}))):d}
      </div>
    `}sortedTypes(){let C=this.filter.event_types;return[...new Set([...this.types,...Object.keys(this.counts),...C])].filter(L=>(this.counts[L]??0)>0||C.includes(L)).sort((L,r)=>(this.counts[r]??0)-(this.counts[L]??0)||(L<r?-1:1)).slice(0,16)}typeChip(C){let{filter:V,format:L}=this,r=this.counts[C]??0,e=`${L.number(r)}${this.approximate?"+":""}`;return this.chip(L.type(C),w(C),V.event_types.includes(C),()=>this.set({event_types:Z1(V.event_types,C)}),e)}chip(C,V,L,r,e){return a`<button class="chip" aria-pressed=${L?"true":"false"} @click=${r}>
      ${V?v(V):d}<span class="foreign">${C}</span>
      ${e===void 0?d:a`<span class="count">${e}</span>`}
    </button>`}set(C){this.dispatchEvent(new CustomEvent("filter-changed",{detail:{...this.filter,...C}}))}static{this.styles=[S,u`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 8px 0;
      }
      .search {
        position: relative;
        margin: 0 16px;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 12px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      input {
        width: 100%;
        height: 40px;
        padding: 0 12px 0 40px;
        padding-inline: 40px 12px;
        border: 1px solid transparent;
        border-radius: var(--ha-border-radius-pill, 9999px);
        font: inherit;
        font-size: 14px;
        color: inherit;
        background-color: var(--secondary-background-color);
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      input:focus {
        outline: none;
        border-color: var(--primary-color);
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 2px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
    `]}};var w5={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},B5=M=>(...H)=>({_$litDirective$:M,values:H}),k1=class{constructor(H){}get _$AU(){return this._$AM._$AU}_$AT(H,C,V){this._$Ct=H,this._$AM=C,this._$Ci=V}_$AS(H,C){return this.update(H,C)}update(H,C){return this.render(...C)}};var{I:w3}=y2,T5=M=>M;var P5=()=>document.createComment(""),U=(M,H,C)=>{let V=M._$AA.parentNode,L=H===void 0?M._$AB:H._$AA;if(C===void 0){let r=V.insertBefore(P5(),L),e=V.insertBefore(P5(),L);C=new w3(r,e,M,M.options)}else{let r=C._$AB.nextSibling,e=C._$AM,t=e!==M;if(t){let i;C._$AQ?.(M),C._$AM=M,C._$AP!==void 0&&(i=M._$AU)!==e._$AU&&C._$AP(i)}if(r!==L||t){let i=C._$AA;for(;i!==r;){let o=T5(i).nextSibling;T5(V).insertBefore(i,L),i=o}}}return C},P=(M,H,C=M)=>(M._$AI(H,C),M),B3={},F5=(M,H=B3)=>M._$AH=H,R5=M=>M._$AH,b1=M=>{M._$AR(),M._$AA.remove()};var E5=(M,H,C)=>{let V=new Map;for(let L=H;L<=C;L++)V.set(M[L],L);return V},D5=B5(class extends k1{constructor(M){if(super(M),M.type!==w5.CHILD)throw Error("repeat() can only be used in text expressions")}dt(M,H,C){let V;C===void 0?C=H:H!==void 0&&(V=H);let L=[],r=[],e=0;for(let t of M)L[e]=V?V(t,e):e,r[e]=C(t,e),e++;return{values:r,keys:L}}render(M,H,C){return this.dt(M,H,C).values}update(M,[H,C,V]){let L=R5(M),{values:r,keys:e}=this.dt(H,C,V);if(!Array.isArray(L))return this.ut=e,r;let t=this.ut??=[],i=[],o,p,A=0,m=L.length-1,n=0,Z=r.length-1;for(;A<=m&&n<=Z;)if(L[A]===null)A++;else if(L[m]===null)m--;else if(t[A]===e[n])i[n]=P(L[A],r[n]),A++,n++;else if(t[m]===e[Z])i[Z]=P(L[m],r[Z]),m--,Z--;else if(t[A]===e[Z])i[Z]=P(L[A],r[Z]),U(M,i[Z+1],L[A]),A++,Z--;else if(t[m]===e[n])i[n]=P(L[m],r[n]),U(M,L[A],L[m]),m--,n++;else if(o===void 0&&(o=E5(e,n,Z),p=E5(t,A,m)),o.has(t[A]))if(o.has(t[m])){let c=p.get(e[n]),D1=c!==void 0?L[c]:null;if(D1===null){let a2=U(M,L[A]);P(a2,r[n]),i[n]=a2}else i[n]=P(D1,r[n]),U(M,L[A],D1),L[c]=null;n++}else b1(L[m]),m--;else b1(L[A]),A++;for(;n<=Z;){let c=U(M,i[Z+1]);P(c,r[n]),i[n++]=c}for(;A<=m;){let c=L[A++];c!==null&&b1(c)}return this.ut=e,F5(M,i),O}});var L1={day:44,event:80,gap:48,end:56,loading:56,more:64},T3=240,P3=80,F3=1600,R3=3,w1=8,E3=200,D3=10*6e4,B1=class extends s{constructor(){super();this.layout=new V1([],L1);this.top=0;this.extent=0;this.rushing=!1;this.focused=null;this.movedByUser=!1;this.dayKey="";this.broken=new Set;this.loadedPictures=new Set;this.resize=new ResizeObserver(()=>this.measure());this.onMoved=()=>{this.movedByUser=!0};this.onScroll=()=>{let C=this.scroller;if(!C)return;let V=this.top;this.top=C.scrollTop,this.top>w1!=V>w1&&this.send("held",this.top>w1),this.rushing=Math.abs(this.top-V)>this.extent,clearTimeout(this.settle),this.settle=setTimeout(()=>{this.rushing=!1,this.requestUpdate()},E3),this.requestUpdate()};this.release=()=>{this.scrollTo({top:0}),this.send("release")};this.searchOn=()=>this.send("search-on");this.onFocus=C=>{this.focused=$5(C),this.requestUpdate()};this.open=C=>this.send("open-event",$5(C));this.onBroken=C=>{let V=C.currentTarget,L=V.getAttribute("src");L!==null&&(this.broken.add(L),this.requestUpdate(),this.send("picture-refused",V.closest("[data-key]")?.dataset.key))};this.onKey=C=>{let V=this.layout.rows.filter(p=>p.kind==="event"),L=C.target.closest("[data-key]"),r=V.findIndex(p=>p.key===L?.dataset.key),e=Math.max(1,Math.floor(this.extent/L1.event)-1),i={ArrowDown:r+1,ArrowUp:r-1,PageDown:r+e,PageUp:r-e,Home:0,End:V.length-1}[C.key];if(i===void 0||r<0||C.altKey||C.ctrlKey||C.metaKey)return;C.preventDefault(),this.movedByUser=!0;let o=V[Math.min(Math.max(i,0),V.length-1)];o&&this.focusRow(o.key)};this.rows=[]}static{this.properties={rows:{attribute:!1},format:{attribute:!1},showCamera:{attribute:!1},isRecorded:{attribute:!1},newCount:{attribute:!1},now:{attribute:!1},busy:{attribute:!1}}}connectedCallback(){super.connectedCallback(),this.resize.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearTimeout(this.settle)}get scroller(){return this.renderRoot.querySelector(".scroller")}measure(){let C=this.scroller;C&&(this.extent=C.clientHeight,this.requestUpdate())}willUpdate(C){C.has("rows")&&(this.layout=new V1(this.rows,L1),this.style.setProperty("--content-height",`${this.layout.height+16}px`))}render(){let C=Math.max(this.extent,300),V=(F3-C)/2,L=Math.min(Math.max(V,P3),T3),[r,e]=this.layout.between(this.top-L,this.top+C+L),t=this.layout.rows.slice(r,e),i=this.layout.dayAt(this.top+1);return a`
      <div
        class="scroller"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @wheel=${{handleEvent:this.onMoved,passive:!0}}
        @touchmove=${{handleEvent:this.onMoved,passive:!0}}
        @pointerdown=${this.onMoved}
      >
        <div
          class="space"
          role="region"
          aria-label=${this.format.text("events")}
          aria-busy=${this.busy?"true":"false"}
          style="height:${this.layout.height}px"
        >
          ${D5(t,o=>o.key,(o,p)=>this.row(o,this.layout.top(r+p)))}
        </div>
      </div>
      ${i&&this.top>w1?a`<div class="current day" aria-hidden="true">${this.format.day(i,this.now)}</div>`:d}
      ${this.newCount>0?a`<button class="new" @click=${this.release}>
            ${this.format.text("new_events",{count:this.format.number(this.newCount)})}
          </button>`:d}
    `}row(C,V){let L=`transform:translateY(${V}px)`;switch(C.kind){case"day":return a`<h2 class="row day" style=${L}>${this.format.day(C.day,this.now)}</h2>`;case"event":return this.event(C.item,C.position,L);case"gap":return a`<p class="row gap" style=${L}>
          ${v(l.alert)}
          <span>
            ${this.format.text("gap",{start:this.format.moment(Date.parse(C.gap.start),this.now),end:this.format.moment(Date.parse(C.gap.end),this.now),count:this.format.number(C.gap.recovered)})}
          </span>
        </p>`;case"more":return a`<div class="row note" style=${L}>
          <button class="button" @click=${this.searchOn}>${this.format.text("search_on")}</button>
        </div>`;default:return a`<p class="row note" style=${L}>
          ${C.kind==="end"?this.format.text("end"):a`<span class="spinner"></span>`}
        </p>`}}event(C,V,L){let{event:r,at:e,key:t}=C,i=this.format.relative(e,this.now),o=this.showCamera?this.format.camera(r.entity_id):"",p=w(r.event_type);return a`<button
      class="row event"
      style=${L}
      data-key=${t}
      tabindex=${this.isCurrent(t,V)?0:-1}
      @focus=${this.onFocus}
      @click=${this.open}
    >
      ${this.thumbnail(r)}
      <span class="main">
        <span class="title">
          ${r.picture===null?d:v(p)}
          <b class="foreign">${this.format.type(r.event_type,r.name)}</b>
          <time datetime=${r.time}>${this.format.clock(e)}</time>
        </span>
        <span class="sub foreign">${o}${o?" · ":""}${i}</span>
        ${this.chips(C)}
      </span>
    </button>`}thumbnail(C){let{picture:V}=C;return V!==null&&!this.broken.has(V)&&(!this.rushing||this.loadedPictures.has(V))?(this.loadedPictures.add(V),a`<img
      class="thumb"
      alt=""
      decoding="async"
      src=${V}
      @error=${this.onBroken}
    />`):a`<span class="thumb">${v(w(C.event_type))}</span>`}chips(C){let{event:V,at:L}=C,r=[];V.late&&r.push(["late","late"]),V.reviewed&&r.push(["reviewed","reviewed"]),this.isRecorded(C)===!1&&r.push(["plain","no_recording"]);let e=this.now-L;V.picture===null&&e>=0&&e<D3&&r.push(["plain","picture_to_come"]);let t=x(V.metadata[H1],120),i=t?[]:g1(V.metadata,V.event_type).slice(0,R3);return r.length+i.length===0&&!t?d:a`<span class="chips">
      ${r.map(([o,p])=>a`<i class=${o}>${this.format.text(p)}</i>`)}
      ${i.map(([o,p])=>a`<i class="tag foreign">${S5(o,p)}</i>`)}
      ${t?a`<i class="caption foreign">${t}</i>`:d}
    </span>`}isCurrent(C,V){return this.focused===null?V===0:C===this.focused}updated(C){if(C.has("rows")){!this.rows.some(r=>r.key===this.focused)&&this.focused!==null&&(this.focused=null,this.requestUpdate());let L=this.scroller;L&&(this.extent=L.clientHeight,L.scrollTop!==this.top&&this.onScroll())}this.reportDay(),this.askForMore()}reportDay(){let C=this.layout.dayAt(this.top+1);!C||C.key===this.dayKey||this.rushing||!this.movedByUser||(this.dayKey=C.key,this.send("day-shown",C))}askForMore(){this.rows.at(-1)?.kind==="loading"&&this.top+this.extent*2>=this.layout.height&&this.send("more")}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}scrollTo(C,V=0){let L=typeof C=="number"?V:C.top;this.scroller?.scrollTo({top:L}),this.onScroll()}scrollToTime(C){let V=this.layout.indexBefore(C);this.movedByUser=!1,this.dayKey="",V>=0&&this.scrollTo({top:Math.max(0,this.layout.top(V)-L1.day)})}async focusRow(C){this.focused=C;let V=this.layout.rows.findIndex(t=>t.key===C),L=this.layout.top(V),r=this.layout.top(V+1),e=L1.day;V<=1?this.scrollTo({top:0}):L-e<this.top?this.scrollTo({top:L-e}):r>this.top+this.extent&&this.scrollTo({top:r-this.extent}),this.requestUpdate(),await this.updateComplete,this.focusKey(C)}focusKey(C){[...this.renderRoot.querySelectorAll("[data-key]")].find(L=>L.dataset.key===C)?.focus({preventScroll:!0})}static{this.styles=[S,u`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
      }
      .scroller {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
        overflow-anchor: none;
        scrollbar-width: thin;
        scrollbar-color: var(--scrollbar-thumb-color, var(--divider-color)) transparent;
      }
      .space {
        position: relative;
        contain: layout;
      }
      .row {
        position: absolute;
        inset: 0 0 auto;
        margin: 0;
        contain: layout style;
      }
      .day {
        height: 44px;
        padding: 14px 16px 6px;
        font-size: 14px;
        font-weight: 500;
        line-height: 24px;
        color: var(--secondary-text-color);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .current {
        position: absolute;
        inset: 0 12px auto 0;
        padding-top: 12px;
        background-color: var(--ha-card-background, var(--card-background-color));
      }
      .event {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: 80px;
        padding: 6px 16px;
        text-align: start;
      }
      .event:hover {
        background-color: var(--secondary-background-color);
      }
      .event:focus-visible {
        outline-offset: -3px;
        border-radius: var(--ha-border-radius-md, 8px);
      }
      .thumb {
        display: flex;
        align-items: center;
        justify-content: center;
        width: 112px;
        height: 63px;
        flex: none;
        object-fit: cover;
        border-radius: var(--ha-border-radius-md, 8px);
        color: var(--secondary-text-color);
        background-color: var(--secondary-background-color);
      }
      .thumb .icon {
        width: 28px;
        height: 28px;
        opacity: 0.7;
      }
      .main {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-width: 0;
        line-height: 20px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: 15px;
      }
      .title .icon {
        width: 18px;
        height: 18px;
        color: var(--primary-color);
      }
      .title b {
        flex: 1;
        min-width: 0;
        font-weight: 500;
      }
      .title b,
      .sub,
      .caption,
      .tag {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      time {
        font-size: 13px;
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
      .sub {
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .chips {
        display: flex;
        gap: 4px;
        margin-top: 2px;
        overflow: hidden;
        mask-image: linear-gradient(to left, transparent, black 16px);
      }
      .chips:dir(rtl) {
        mask-image: linear-gradient(to right, transparent, black 16px);
      }
      .chips i {
        flex: none;
        max-width: 200px;
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
        background-color: var(--secondary-background-color);
        color: var(--primary-text-color);
      }
      .event:hover .chips i {
        background-color: var(--divider-color);
      }
      .chips .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .chips .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .chips .caption {
        max-width: none;
        flex: 0 1 auto;
        min-width: 0;
        padding: 0;
        background: none !important;
        color: var(--secondary-text-color);
      }
      .gap {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 48px;
        padding: 4px 16px;
        font-size: 12px;
        line-height: 16px;
      }
      .gap .icon {
        color: var(--warning-color);
      }
      .note {
        display: flex;
        align-items: center;
        justify-content: center;
        height: 56px;
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .spinner {
        width: 24px;
        height: 24px;
        border: 3px solid var(--divider-color);
        border-top-color: var(--primary-color);
        border-radius: 50%;
        animation: turn 1s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 360deg;
        }
      }
      .new {
        position: absolute;
        inset: 44px 0 auto;
        width: fit-content;
        margin: auto;
        padding: 0 16px;
        height: 36px;
        border-radius: 18px;
        font-size: 14px;
        font-weight: 500;
        color: var(--text-primary-color, #fff);
        background-color: var(--primary-color);
        box-shadow: 0 2px 8px rgba(0, 0, 0, 0.3);
      }
      @container card (max-width: 400px) {
        .thumb {
          width: 88px;
          height: 56px;
        }
        .event {
          gap: 10px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .spinner {
          animation-duration: 4s;
        }
      }
    `]}};function $5(M){return M.currentTarget.dataset.key??""}var T1=class extends s{constructor(){super();this.onMark=()=>this.renderRoot.querySelector("vxg-events-mark")?.show();this.actions=[],this.element=null,this.said=""}static{this.properties={cameras:{attribute:!1},camera:{attribute:!1},format:{attribute:!1},active:{attribute:!1},actions:{attribute:!1},element:{state:!0},said:{state:!0}}}set hass(C){this.present=C,this.element&&(this.element.hass=C);let V=this.renderRoot?.querySelector("vxg-events-mark");V&&(V.hass=C)}willUpdate(C){(C.has("camera")||C.has("active"))&&(this.element=null,this.active&&this.camera&&this.build(this.camera))}async build(C){let V=await window.loadCardHelpers?.();if(!V||C!==this.camera||!this.active)return;let L=V.createCardElement({type:"picture-entity",entity:C,camera_view:"live",show_name:!1,show_state:!1});L.hass=this.present,this.element=L}render(){return a`
      ${this.cameras.length>1?this.cameraChips():d}
      <div class="view">${this.element}</div>
      ${this.buttons()}
      <p class="said" role="status">${this.said}</p>
    `}cameraChips(){return a`<div class="chips" role="group" aria-label=${this.format.text("cameras")}>
      ${this.cameras.map(C=>a`<button
          class="chip"
          aria-pressed=${C===this.camera?"true":"false"}
          @click=${()=>this.dispatchEvent(new CustomEvent("camera-picked",{detail:C}))}
        >
          <span class="foreign">${this.format.camera(C)}</span>
        </button>`)}
    </div>`}buttons(){let C=this.present,V=C?a5(C,this.camera,this.actions):[],L=this.actions.includes("create_event");return!L&&V.length===0?d:a`<div class="chips" role="group" aria-label=${this.format.text("create_event")}>
        ${V.map(r=>this.button(r))}
        ${L?a`<button class="chip" @click=${this.onMark}>
              ${v(l.create)}${this.format.text("create_event")}…
            </button>`:d}
      </div>
      <vxg-events-mark
        .hass=${C}
        .format=${this.format}
        .camera=${this.camera}
        .types=${C?x1(C,[this.camera]):[]}
      ></vxg-events-mark>`}button({entity_id:C,translation_key:V,name:L}){let r=String(this.present?.states[C]?.attributes.friendly_name??C),e=this.format.camera(this.camera),t=L??(r.startsWith(`${e} `)?r.slice(e.length+1):r);return a`<button class="chip" @click=${()=>this.press(C)}>
      ${v(V==="trigger"?l.trigger:l.create)}
      <span class="foreign">${x(t,60)}</span>
    </button>`}async press(C){if(this.present)try{await d5(this.present,C),this.said=""}catch(V){this.said=x(B(V),300)}}static{this.styles=[S,u`
      :host {
        display: block;
      }
      .view {
        aspect-ratio: 16 / 9;
        max-height: 60vh;
        overflow: hidden;
        background-color: var(--secondary-background-color);
        --ha-card-border-width: 0;
        --ha-card-border-radius: 0;
        --ha-card-box-shadow: none;
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 8px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        margin: 0;
        padding: 0 16px;
        font-size: 14px;
        color: var(--error-color);
      }
    `]}};var P1=class extends s{constructor(){super();this.close=()=>this.dialog?.close();this.onSubmit=async C=>{C.preventDefault();let V=new FormData(C.currentTarget),L=r=>String(V.get(r)??"").trim();if(!(!this.hass||L("type")==="")){this.working=!0,this.said="";try{await p5(this.hass,this.camera,L("type"),L("text")),this.close()}catch(r){this.said=x(B(r),300)}this.working=!1}};this.types=[],this.working=!1,this.said=""}static{this.properties={format:{attribute:!1},camera:{attribute:!1},types:{attribute:!1},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}show(){this.said="",this.renderRoot.querySelector("form")?.reset(),this.dialog?.showModal()}render(){let{format:C}=this;return a`<dialog aria-labelledby="title" @keydown=${V=>V.stopPropagation()}>
      <header>
        <button class="icon-button" aria-label=${C.text("close")} @click=${this.close}>
          ${v(l.close)}
        </button>
        <h2 id="title">
          ${C.text("create_event")} · <span class="foreign">${C.camera(this.camera)}</span>
        </h2>
      </header>
      <form @submit=${this.onSubmit}>
        <label>
          ${C.text("event_type")}
          <input name="type" required maxlength="100" autocomplete="off" list="types" />
        </label>
        <datalist id="types">
          ${this.types.map(V=>a`<option value=${V}>${C.type(V)}</option>`)}
        </datalist>
        <label>
          ${C.text("note")}
          <input name="text" maxlength="255" autocomplete="off" />
        </label>
        <p class="said" role="alert">${this.said}</p>
        <div class="actions">
          <button type="button" class="button plain" @click=${this.close}>
            ${C.text("cancel")}
          </button>
          <button class="button" ?disabled=${this.working}>${C.text("create")}</button>
        </div>
      </form>
    </dialog>`}static{this.styles=[S,m1,u`
      dialog {
        width: min(480px, 100vw - 32px);
      }
      @media (max-width: 600px) {
        dialog {
          width: min(480px, 100vw - 32px);
          height: fit-content;
          border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
        }
      }
      form {
        padding: 8px 24px 16px;
      }
      label {
        display: block;
        margin-bottom: 16px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 48px;
        margin-top: 4px;
        padding: 0 16px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
      .said {
        min-height: 20px;
        margin: 0;
        font-size: 14px;
        color: var(--error-color);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .plain {
        background: none;
      }
    `]}};var F1=class extends s{constructor(){super();this.shownKey="";this.onReview=()=>this.act(async(C,V)=>{await n5(C,V,V.reviewed),this.send("reviewed",{...V,reviewed:!V.reviewed})});this.onClip=()=>(this.said=this.format.text("saving_clip"),this.act(async(C,V)=>(await m5(C,V),this.format.text("clip_saved"))));this.onVideoError=()=>{this.failed=!0,this.send("media-refused")};this.onClose=()=>{this.event&&this.send("closed")};this.onBackdrop=C=>{let V=this.dialog;if(C.target!==V||!V)return;let{left:L,right:r,top:e,bottom:t}=V.getBoundingClientRect(),{clientX:i,clientY:o}=C;(i<L||i>r||o<e||o>t)&&this.onClose()};this.onKey=C=>{if(C.stopPropagation(),C.target.tagName==="VIDEO")return;let L=getComputedStyle(this).direction==="rtl"?"ArrowRight":"ArrowLeft";C.key!=="ArrowLeft"&&C.key!=="ArrowRight"||(C.key===L?this.hasNewer:this.hasOlder)&&this.send(C.key===L?"newer":"older")};this.event=null,this.actions=[],this.failed=!1,this.working=!1,this.said=""}static{this.properties={event:{attribute:!1},format:{attribute:!1},actions:{attribute:!1},hasNewer:{attribute:!1},hasOlder:{attribute:!1},now:{attribute:!1},isRecorded:{attribute:!1},failed:{state:!0},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}willUpdate(C){if(!C.has("event"))return;let V=this.event?`${this.event.entity_id} ${this.event.event_id}`:"";V!==this.shownKey?(this.failed=!1,this.said="",this.shownKey=V):C.get("event")?.video!==this.event?.video&&(this.failed=!1)}updated(C){if(!C.has("event"))return;let V=this.dialog;this.event&&V&&!V.open&&V.showModal(),!this.event&&V?.open&&V.close()}render(){let{event:C,format:V}=this;if(!C)return a`<dialog></dialog>`;let L=Date.parse(C.time);return a`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @click=${this.onBackdrop}
      @keydown=${this.onKey}
    >
      <header>
        <button class="icon-button" aria-label=${V.text("close")} @click=${this.onClose}>
          ${v(l.close)}
        </button>
        <h2 id="title">
          <span class="foreign">${V.type(C.event_type,C.name)}</span> ·
          <span class="foreign">${V.camera(C.entity_id)}</span>
        </h2>
      </header>
      <div class="stage">
        ${this.video(C)}
        ${this.step("newer","previous",l.left,this.hasNewer)}
        ${this.step("older","next",l.right,this.hasOlder)}
      </div>
      <div class="body">
        <p class="when">
          ${v(w(C.event_type))}
          <time datetime=${C.time}>${V.daySeconds(L,this.now)}</time>
          ${C.late?a`<i class="late">${V.text("late")}</i>`:d}
          ${C.reviewed?a`<i class="reviewed">${V.text("reviewed")}</i>`:d}
        </p>
        ${this.tags(C)}
        <div class="actions">${this.buttons(C)}</div>
        <p class="said" role="status">${this.said}</p>
      </div>
    </dialog>`}video(C){return C.video===null||this.failed?a`${C.picture?a`<img alt="" src=${C.picture} />`:a`<div class="nothing">${v(w(C.event_type))}</div>`}
        <p class="failed" role="status">
          ${C.video===null?d:this.format.text(this.isRecorded===!1?"no_recording":"video_failed")}
        </p>`:a`<video
      controls
      autoplay
      playsinline
      preload="metadata"
      poster=${C.picture??d}
      src=${C.video}
      @error=${this.onVideoError}
    ></video>`}step(C,V,L,r){return a`<button
      class="icon-button ${C}"
      aria-label=${this.format.text(V)}
      title=${this.format.text(V)}
      ?disabled=${!r}
      @click=${()=>this.send(C)}
    >
      ${v(L)}
    </button>`}tags(C){let V=x(C.metadata[H1],1e3),L=g1(C.metadata,C.event_type).slice(0,60);return a`${V?a`<p class="caption foreign">${V}</p>`:d}
    ${L.length>0?a`<div class="tags" role="group" aria-label=${this.format.text("metadata")}>
          ${L.map(([r,e])=>this.tag(r,e))}
        </div>`:d}`}tag(C,V){let L=x(C,60),r=x(V,200);return a`<button
      class="chip"
      title=${this.format.text("filter_by",{tag:L})}
      @click=${()=>this.send("tag-picked",C)}
    >
      <span class="foreign">${L}</span>
      ${r===""?d:a`<b class="foreign">${r}</b>`}
    </button>`}buttons(C){let{format:V}=this,L=C.video!==null,r=C.reviewed?"mark_unreviewed":"mark_reviewed";return a`
      ${this.actions.includes("review_event")?a`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
            ${v(C.reviewed?l.reviewed:l.review)}${V.text(r)}
          </button>`:d}
      ${L&&this.actions.includes("create_clip")?a`<button class="button" ?disabled=${this.working} @click=${this.onClip}>
            ${v(l.save)}${V.text("save_clip")}
          </button>`:d}
      ${L?a`<a class="button" href=${C.video} download=${this.fileName(C)}>
            ${v(l.download)}${V.text("download")}
          </a>`:d}
    `}fileName(C){return`${`${C.entity_id.replace(/^camera\./,"")}_${C.time}`.replace(/[^\w-]+/g,"-")}.mp4`}async act(C){let{hass:V,event:L}=this;if(!V||!L)return;this.working=!0;let r;try{r=await C(V,L)??""}catch(e){r=x(B(e),300)}this.working=!1,L.event_id===this.event?.event_id&&(this.said=r)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[S,m1,u`
      .stage {
        position: relative;
        flex: 0 1 auto;
        min-height: 0;
        display: flex;
        align-items: center;
        justify-content: center;
        aspect-ratio: 16 / 9;
        background-color: #000;
      }
      video,
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .nothing .icon {
        width: 64px;
        height: 64px;
        color: #9e9e9e;
      }
      .failed {
        position: absolute;
        inset: auto 0 0;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        text-align: center;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.7);
      }
      .failed:empty {
        display: none;
      }
      .stage .icon-button {
        position: absolute;
        inset-block: 0 0;
        margin-block: auto;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.5);
      }
      .stage .icon-button:hover:not(:disabled) {
        background-color: rgba(0, 0, 0, 0.8);
      }
      .stage .icon-button:disabled {
        visibility: hidden;
      }
      .newer {
        inset-inline-start: 8px;
      }
      .older {
        inset-inline-end: 8px;
      }
      :host(:dir(rtl)) .stage .icon {
        transform: scaleX(-1);
      }
      .body {
        flex: 1 1 auto;
        overflow-y: auto;
        padding: 12px 24px 4px;
      }
      .body p {
        margin: 0 0 12px;
      }
      .when {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 15px;
      }
      .when .icon {
        color: var(--primary-color);
      }
      .when i {
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
      }
      .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .caption {
        line-height: 1.5;
      }
      .tags,
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .tags .chip {
        max-width: 100%;
      }
      .tags .chip span {
        color: var(--secondary-text-color);
      }
      .tags b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        min-height: 20px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `]}};var _5="custom:vxg-events-card";async function r2(M){let H=await M.loadBackendTranslation?.("selector","vxg")??M.localize;return C=>H(`component.vxg.selector.card.options.${C}`)||C}function M2(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function I5(M){return M.slice(M.indexOf(".")+1)}function e2(M,H){if(!H.entities?.length)return X(M);let C=H.entities.map(V=>Y(M,V));return[...new Set(C.filter(V=>V!==void 0))]}function $3(M,H){let C=new Map;for(let V of H){let L=M.areas[o5(M,V)??""]?.name??"";C.set(L,[...C.get(L)??[],V])}return[...C].sort(([V],[L])=>+(V==="")-+(L==="")||V.localeCompare(L,M.language))}function _3(M){return{type:"picture-entity",entity:M,camera_view:"auto",show_state:!1,tap_action:{action:"navigate",navigation_path:I5(M)},grid_options:{columns:6,rows:"auto"}}}function N5(M,H,C){let V=$3(M,H),L=C(V.length>1?"other_cameras":"cameras");return{title:C("overview"),path:"cameras",icon:"mdi:cctv",type:"sections",max_columns:3,sections:[...V.map(([r,e])=>({type:"grid",cards:[{type:"heading",heading:r||L},...e.map(_3)]})),t2(H,C,!1)]}}function I3(M,H){let C=["binary_sensor","switch","select","sensor"];return J(M,H).filter(({entity_id:V,hidden:L,entity_category:r})=>C.includes(k(V))&&!L&&!r&&M.states[V]).sort((V,L)=>C.indexOf(k(V.entity_id))-C.indexOf(k(L.entity_id))||V.entity_id.localeCompare(L.entity_id)).map(({entity_id:V})=>({type:"tile",entity:V,name:M2(M,V).replace(`${M2(M,H)} `,"")}))}function W5(M,H,C){let V=I3(M,H);return{title:M2(M,H),path:I5(H),type:"sections",max_columns:3,sections:[{type:"grid",column_span:2,cards:[{type:_5,entities:[H],...T,grid_options:{columns:"full",rows:"auto"}}]},...V.length>0?[{type:"grid",cards:[{type:"heading",heading:C("states")},...V]}]:[]]}}function t2(M,H,C){return{type:"grid",cards:[{type:"heading",heading:H("events"),icon:"mdi:timeline-text-outline"},{type:_5,entities:M,...T,show_live:C}]}}var R1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){let V=await r2(C),L=e2(C,H);return{views:[N5(C,L,V),...L.map(r=>W5(C,r,V))]}}static getCreateSuggestions(){return{title:I("cameras")||"Cameras",icon:"mdi:cctv"}}},E1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){let V=await r2(C),L=e2(C,H);return t2(L,V,L.length===1)}};var N3="https://github.com/lens-and-latch/home-assistant-vxg/blob/main/docs/dashboards.md",W3=["camera","event","image"];function b(M,H){return customElements.get(M)?!1:(customElements.define(M,H),!0)}function i2(M,H){return{get name(){return I(M)||"VXG Cloud VMS"},get description(){return I(H)},documentationURL:N3}}function o2(M,H){return Object.defineProperties(H,Object.getOwnPropertyDescriptors(M))}b("vxg-events-list",B1);b("vxg-events-bar",v1);b("vxg-events-filters",y1);b("vxg-events-mark",P1);b("vxg-events-live",T1);b("vxg-events-player",F1);b("vxg-events-card",f1)&&(window.customCards??=[],window.customCards.push(o2(i2("card_name","card_description"),{type:"vxg-events-card",preview:!0,getEntitySuggestion:(M,H)=>{let C=W3.includes(k(H))?Y(M,H):void 0;return C?{config:{type:"custom:vxg-events-card",entities:[C],...T}}:null}})),Z5());window.customStrategies??=[];b("ll-strategy-dashboard-vxg",R1)&&window.customStrategies.push(o2(i2("dashboard_name","dashboard_description"),{type:"vxg",strategyType:"dashboard"}));b("ll-strategy-section-vxg",E1)&&window.customStrategies.push(o2(i2("section_name","section_description"),{type:"vxg",strategyType:"section"}));
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
