/* Source: frontend/. Icons: Material Design Icons (Apache-2.0). */
var p=(M,H,C)=>()=>{if(C)throw C[0];try{return M&&(H=M(M=0)),H}catch(V){throw C=[V],V}};var v1,x1,r2,I2,M1,N2,u,W2,t2,i2=p(()=>{v1=globalThis,x1=v1.ShadowRoot&&(v1.ShadyCSS===void 0||v1.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,r2=Symbol(),I2=new WeakMap,M1=class{constructor(H,C,V){if(this._$cssResult$=!0,V!==r2)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=H,this.t=C}get styleSheet(){let H=this.o,C=this.t;if(x1&&H===void 0){let V=C!==void 0&&C.length===1;V&&(H=I2.get(C)),H===void 0&&((this.o=H=new CSSStyleSheet).replaceSync(this.cssText),V&&I2.set(C,H))}return H}toString(){return this.cssText}},N2=M=>new M1(typeof M=="string"?M:M+"",void 0,r2),u=(M,...H)=>{let C=M.length===1?M[0]:H.reduce((V,L,e)=>V+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(L)+M[e+1],M[0]);return new M1(C,M,r2)},W2=(M,H)=>{if(x1)M.adoptedStyleSheets=H.map(C=>C instanceof CSSStyleSheet?C:C.styleSheet);else for(let C of H){let V=document.createElement("style"),L=v1.litNonce;L!==void 0&&V.setAttribute("nonce",L),V.textContent=C.cssText,M.appendChild(V)}},t2=x1?M=>M:M=>M instanceof CSSStyleSheet?(H=>{let C="";for(let V of H.cssRules)C+=V.cssText;return N2(C)})(M):M});var t0,i0,o0,a0,A0,d0,s1,U2,n0,p0,e1,o2,Q2,G2,w,Z1=p(()=>{i2();i2();({is:t0,defineProperty:i0,getOwnPropertyDescriptor:o0,getOwnPropertyNames:a0,getOwnPropertySymbols:A0,getPrototypeOf:d0}=Object),s1=globalThis,U2=s1.trustedTypes,n0=U2?U2.emptyScript:"",p0=s1.reactiveElementPolyfillSupport,e1=(M,H)=>M,o2={toAttribute(M,H){switch(H){case Boolean:M=M?n0:null;break;case Object:case Array:M=M==null?M:JSON.stringify(M)}return M},fromAttribute(M,H){let C=M;switch(H){case Boolean:C=M!==null;break;case Number:C=M===null?null:Number(M);break;case Object:case Array:try{C=JSON.parse(M)}catch{C=null}}return C}},Q2=(M,H)=>!t0(M,H),G2={attribute:!0,type:String,converter:o2,reflect:!1,useDefault:!1,hasChanged:Q2};Symbol.metadata??=Symbol("metadata"),s1.litPropertyMetadata??=new WeakMap;w=class extends HTMLElement{static addInitializer(H){this._$Ei(),(this.l??=[]).push(H)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(H,C=G2){if(C.state&&(C.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(H)&&((C=Object.create(C)).wrapped=!0),this.elementProperties.set(H,C),!C.noAccessor){let V=Symbol(),L=this.getPropertyDescriptor(H,V,C);L!==void 0&&i0(this.prototype,H,L)}}static getPropertyDescriptor(H,C,V){let{get:L,set:e}=o0(this.prototype,H)??{get(){return this[C]},set(r){this[C]=r}};return{get:L,set(r){let i=L?.call(this);e?.call(this,r),this.requestUpdate(H,i,V)},configurable:!0,enumerable:!0}}static getPropertyOptions(H){return this.elementProperties.get(H)??G2}static _$Ei(){if(this.hasOwnProperty(e1("elementProperties")))return;let H=d0(this);H.finalize(),H.l!==void 0&&(this.l=[...H.l]),this.elementProperties=new Map(H.elementProperties)}static finalize(){if(this.hasOwnProperty(e1("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(e1("properties"))){let C=this.properties,V=[...a0(C),...A0(C)];for(let L of V)this.createProperty(L,C[L])}let H=this[Symbol.metadata];if(H!==null){let C=litPropertyMetadata.get(H);if(C!==void 0)for(let[V,L]of C)this.elementProperties.set(V,L)}this._$Eh=new Map;for(let[C,V]of this.elementProperties){let L=this._$Eu(C,V);L!==void 0&&this._$Eh.set(L,C)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(H){let C=[];if(Array.isArray(H)){let V=new Set(H.flat(1/0).reverse());for(let L of V)C.unshift(t2(L))}else H!==void 0&&C.push(t2(H));return C}static _$Eu(H,C){let V=C.attribute;return V===!1?void 0:typeof V=="string"?V:typeof H=="string"?H.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(H=>this.enableUpdating=H),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(H=>H(this))}addController(H){(this._$EO??=new Set).add(H),this.renderRoot!==void 0&&this.isConnected&&H.hostConnected?.()}removeController(H){this._$EO?.delete(H)}_$E_(){let H=new Map,C=this.constructor.elementProperties;for(let V of C.keys())this.hasOwnProperty(V)&&(H.set(V,this[V]),delete this[V]);H.size>0&&(this._$Ep=H)}createRenderRoot(){let H=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return W2(H,this.constructor.elementStyles),H}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(H=>H.hostConnected?.())}enableUpdating(H){}disconnectedCallback(){this._$EO?.forEach(H=>H.hostDisconnected?.())}attributeChangedCallback(H,C,V){this._$AK(H,V)}_$ET(H,C){let V=this.constructor.elementProperties.get(H),L=this.constructor._$Eu(H,V);if(L!==void 0&&V.reflect===!0){let e=(V.converter?.toAttribute!==void 0?V.converter:o2).toAttribute(C,V.type);this._$Em=H,e==null?this.removeAttribute(L):this.setAttribute(L,e),this._$Em=null}}_$AK(H,C){let V=this.constructor,L=V._$Eh.get(H);if(L!==void 0&&this._$Em!==L){let e=V.getPropertyOptions(L),r=typeof e.converter=="function"?{fromAttribute:e.converter}:e.converter?.fromAttribute!==void 0?e.converter:o2;this._$Em=L;let i=r.fromAttribute(C,e.type);this[L]=i??this._$Ej?.get(L)??i,this._$Em=null}}requestUpdate(H,C,V,L=!1,e){if(H!==void 0){let r=this.constructor;if(L===!1&&(e=this[H]),V??=r.getPropertyOptions(H),!((V.hasChanged??Q2)(e,C)||V.useDefault&&V.reflect&&e===this._$Ej?.get(H)&&!this.hasAttribute(r._$Eu(H,V))))return;this.C(H,C,V)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(H,C,{useDefault:V,reflect:L,wrapped:e},r){V&&!(this._$Ej??=new Map).has(H)&&(this._$Ej.set(H,r??C??this[H]),e!==!0||r!==void 0)||(this._$AL.has(H)||(this.hasUpdated||V||(C=void 0),this._$AL.set(H,C)),L===!0&&this._$Em!==H&&(this._$Eq??=new Set).add(H))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(C){Promise.reject(C)}let H=this.scheduleUpdate();return H!=null&&await H,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[L,e]of this._$Ep)this[L]=e;this._$Ep=void 0}let V=this.constructor.elementProperties;if(V.size>0)for(let[L,e]of V){let{wrapped:r}=e,i=this[L];r!==!0||this._$AL.has(L)||i===void 0||this.C(L,void 0,e,i)}}let H=!1,C=this._$AL;try{H=this.shouldUpdate(C),H?(this.willUpdate(C),this._$EO?.forEach(V=>V.hostUpdate?.()),this.update(C)):this._$EM()}catch(V){throw H=!1,this._$EM(),V}H&&this._$AE(C)}willUpdate(H){}_$AE(H){this._$EO?.forEach(C=>C.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(H)),this.updated(H)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(H){return!0}update(H){this._$Eq&&=this._$Eq.forEach(C=>this._$ET(C,this[C])),this._$EM()}updated(H){}firstUpdated(H){}};w.elementStyles=[],w.shadowRootOptions={mode:"open"},w[e1("elementProperties")]=new Map,w[e1("finalized")]=new Map,p0?.({ReactiveElement:w}),(s1.reactiveElementVersions??=[]).push("2.1.2")});function V5(M,H){if(!p2(M)||!M.hasOwnProperty("raw"))throw Error("invalid template strings array");return K2!==void 0?K2.createHTML(H):H}function z(M,H,C=M,V){if(H===P)return H;let L=V!==void 0?C._$Co?.[V]:C._$Cl,e=i1(H)?void 0:H._$litDirective$;return L?.constructor!==e&&(L?._$AO?.(!1),e===void 0?L=void 0:(L=new e(M),L._$AT(M,C,V)),V!==void 0?(C._$Co??=[])[V]=L:C._$Cl=L),L!==void 0&&(H=z(M,L._$AS(M,H.values),L,V)),H}var A2,z2,u1,K2,d2,T,n2,m0,Q,t1,i1,p2,C5,a2,r1,q2,j2,U,Y2,X2,H5,m2,o,l2,Z7,P,A,J2,G,L5,o1,c1,Y,K,S1,h1,g1,f1,M5,l0,e5,X=p(()=>{A2=globalThis,z2=M=>M,u1=A2.trustedTypes,K2=u1?u1.createPolicy("lit-html",{createHTML:M=>M}):void 0,d2="$lit$",T=`lit$${Math.random().toFixed(9).slice(2)}$`,n2="?"+T,m0=`<${n2}>`,Q=document,t1=()=>Q.createComment(""),i1=M=>M===null||typeof M!="object"&&typeof M!="function",p2=Array.isArray,C5=M=>p2(M)||typeof M?.[Symbol.iterator]=="function",a2=`[ 	
\f\r]`,r1=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,q2=/-->/g,j2=/>/g,U=RegExp(`>|${a2}(?:([^\\s"'>=/]+)(${a2}*=${a2}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Y2=/'/g,X2=/"/g,H5=/^(?:script|style|textarea|title)$/i,m2=M=>(H,...C)=>({_$litType$:M,strings:H,values:C}),o=m2(1),l2=m2(2),Z7=m2(3),P=Symbol.for("lit-noChange"),A=Symbol.for("lit-nothing"),J2=new WeakMap,G=Q.createTreeWalker(Q,129);L5=(M,H)=>{let C=M.length-1,V=[],L,e=H===2?"<svg>":H===3?"<math>":"",r=r1;for(let i=0;i<C;i++){let t=M[i],a,n,d=-1,v=0;for(;v<t.length&&(r.lastIndex=v,n=r.exec(t),n!==null);)v=r.lastIndex,r===r1?n[1]==="!--"?r=q2:n[1]!==void 0?r=j2:n[2]!==void 0?(H5.test(n[2])&&(L=RegExp("</"+n[2],"g")),r=U):n[3]!==void 0&&(r=U):r===U?n[0]===">"?(r=L??r1,d=-1):n[1]===void 0?d=-2:(d=r.lastIndex-n[2].length,a=n[1],r=n[3]===void 0?U:n[3]==='"'?X2:Y2):r===X2||r===Y2?r=U:r===q2||r===j2?r=r1:(r=U,L=void 0);let m=r===U&&M[i+1].startsWith("/>")?" ":"";e+=r===r1?t+m0:d>=0?(V.push(a),t.slice(0,d)+d2+t.slice(d)+T+m):t+T+(d===-2?i:m)}return[V5(M,e+(M[C]||"<?>")+(H===2?"</svg>":H===3?"</math>":"")),V]},o1=class M{constructor({strings:H,_$litType$:C},V){let L;this.parts=[];let e=0,r=0,i=H.length-1,t=this.parts,[a,n]=L5(H,C);if(this.el=M.createElement(a,V),G.currentNode=this.el.content,C===2||C===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(L=G.nextNode())!==null&&t.length<i;){if(L.nodeType===1){if(L.hasAttributes())for(let d of L.getAttributeNames())if(d.endsWith(d2)){let v=n[r++],m=L.getAttribute(d).split(T),c=/([.?@])?(.*)/.exec(v);t.push({type:1,index:e,name:c[2],strings:m,ctor:c[1]==="."?S1:c[1]==="?"?h1:c[1]==="@"?g1:K}),L.removeAttribute(d)}else d.startsWith(T)&&(t.push({type:6,index:e}),L.removeAttribute(d));if(H5.test(L.tagName)){let d=L.textContent.split(T),v=d.length-1;if(v>0){L.textContent=u1?u1.emptyScript:"";for(let m=0;m<v;m++)L.append(d[m],t1()),G.nextNode(),t.push({type:2,index:++e});L.append(d[v],t1())}}}else if(L.nodeType===8)if(L.data===n2)t.push({type:2,index:e});else{let d=-1;for(;(d=L.data.indexOf(T,d+1))!==-1;)t.push({type:7,index:e}),d+=T.length-1}e++}}static createElement(H,C){let V=Q.createElement("template");return V.innerHTML=H,V}};c1=class{constructor(H,C){this._$AV=[],this._$AN=void 0,this._$AD=H,this._$AM=C}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(H){let{el:{content:C},parts:V}=this._$AD,L=(H?.creationScope??Q).importNode(C,!0);G.currentNode=L;let e=G.nextNode(),r=0,i=0,t=V[0];for(;t!==void 0;){if(r===t.index){let a;t.type===2?a=new Y(e,e.nextSibling,this,H):t.type===1?a=new t.ctor(e,t.name,t.strings,this,H):t.type===6&&(a=new f1(e,this,H)),this._$AV.push(a),t=V[++i]}r!==t?.index&&(e=G.nextNode(),r++)}return G.currentNode=Q,L}p(H){let C=0;for(let V of this._$AV)V!==void 0&&(V.strings!==void 0?(V._$AI(H,V,C),C+=V.strings.length-2):V._$AI(H[C])),C++}},Y=class M{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(H,C,V,L){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=H,this._$AB=C,this._$AM=V,this.options=L,this._$Cv=L?.isConnected??!0}get parentNode(){let H=this._$AA.parentNode,C=this._$AM;return C!==void 0&&H?.nodeType===11&&(H=C.parentNode),H}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(H,C=this){H=z(this,H,C),i1(H)?H===A||H==null||H===""?(this._$AH!==A&&this._$AR(),this._$AH=A):H!==this._$AH&&H!==P&&this._(H):H._$litType$!==void 0?this.$(H):H.nodeType!==void 0?this.T(H):C5(H)?this.k(H):this._(H)}O(H){return this._$AA.parentNode.insertBefore(H,this._$AB)}T(H){this._$AH!==H&&(this._$AR(),this._$AH=this.O(H))}_(H){this._$AH!==A&&i1(this._$AH)?this._$AA.nextSibling.data=H:this.T(Q.createTextNode(H)),this._$AH=H}$(H){let{values:C,_$litType$:V}=H,L=typeof V=="number"?this._$AC(H):(V.el===void 0&&(V.el=o1.createElement(V5(V.h,V.h[0]),this.options)),V);if(this._$AH?._$AD===L)this._$AH.p(C);else{let e=new c1(L,this),r=e.u(this.options);e.p(C),this.T(r),this._$AH=e}}_$AC(H){let C=J2.get(H.strings);return C===void 0&&J2.set(H.strings,C=new o1(H)),C}k(H){p2(this._$AH)||(this._$AH=[],this._$AR());let C=this._$AH,V,L=0;for(let e of H)L===C.length?C.push(V=new M(this.O(t1()),this.O(t1()),this,this.options)):V=C[L],V._$AI(e),L++;L<C.length&&(this._$AR(V&&V._$AB.nextSibling,L),C.length=L)}_$AR(H=this._$AA.nextSibling,C){for(this._$AP?.(!1,!0,C);H!==this._$AB;){let V=z2(H).nextSibling;z2(H).remove(),H=V}}setConnected(H){this._$AM===void 0&&(this._$Cv=H,this._$AP?.(H))}},K=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(H,C,V,L,e){this.type=1,this._$AH=A,this._$AN=void 0,this.element=H,this.name=C,this._$AM=L,this.options=e,V.length>2||V[0]!==""||V[1]!==""?(this._$AH=Array(V.length-1).fill(new String),this.strings=V):this._$AH=A}_$AI(H,C=this,V,L){let e=this.strings,r=!1;if(e===void 0)H=z(this,H,C,0),r=!i1(H)||H!==this._$AH&&H!==P,r&&(this._$AH=H);else{let i=H,t,a;for(H=e[0],t=0;t<e.length-1;t++)a=z(this,i[V+t],C,t),a===P&&(a=this._$AH[t]),r||=!i1(a)||a!==this._$AH[t],a===A?H=A:H!==A&&(H+=(a??"")+e[t+1]),this._$AH[t]=a}r&&!L&&this.j(H)}j(H){H===A?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,H??"")}},S1=class extends K{constructor(){super(...arguments),this.type=3}j(H){this.element[this.name]=H===A?void 0:H}},h1=class extends K{constructor(){super(...arguments),this.type=4}j(H){this.element.toggleAttribute(this.name,!!H&&H!==A)}},g1=class extends K{constructor(H,C,V,L,e){super(H,C,V,L,e),this.type=5}_$AI(H,C=this){if((H=z(this,H,C,0)??A)===P)return;let V=this._$AH,L=H===A&&V!==A||H.capture!==V.capture||H.once!==V.once||H.passive!==V.passive,e=H!==A&&(V===A||L);L&&this.element.removeEventListener(this.name,this,V),e&&this.element.addEventListener(this.name,this,H),this._$AH=H}handleEvent(H){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,H):this._$AH.handleEvent(H)}},f1=class{constructor(H,C,V){this.element=H,this.type=6,this._$AN=void 0,this._$AM=C,this.options=V}get _$AU(){return this._$AM._$AU}_$AI(H){z(this,H)}},M5={M:d2,P:T,A:n2,C:1,L:L5,R:c1,D:C5,V:z,I:Y,H:K,N:h1,U:g1,B:S1,F:f1},l0=A2.litHtmlPolyfillSupport;l0?.(o1,Y),(A2.litHtmlVersions??=[]).push("3.3.3");e5=(M,H,C)=>{let V=C?.renderBefore??H,L=V._$litPart$;if(L===void 0){let e=C?.renderBefore??null;V._$litPart$=L=new Y(H.insertBefore(t1(),e),e,void 0,C??{})}return L._$AI(M),L}});var v2,Z,v0,r5=p(()=>{Z1();Z1();X();X();v2=globalThis,Z=class extends w{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let H=super.createRenderRoot();return this.renderOptions.renderBefore??=H.firstChild,H}update(H){let C=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(H),this._$Do=e5(C,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return P}};Z._$litElement$=!0,Z.finalized=!0,v2.litElementHydrateSupport?.({LitElement:Z});v0=v2.litElementPolyfillSupport;v0?.({LitElement:Z});(v2.litElementVersions??=[]).push("4.2.2")});var t5=p(()=>{});var h=p(()=>{Z1();X();r5();t5()});var i5,o5,a5,A5,d5,n5,p5,m5,l5,v5,x5,s5,Z5,u5,c5,S5,O1,x2,h5,g5,f5,O5,s2,y5,y1,k5,b5,w5,T5,P5,B5,R5,F5,E5=p(()=>{i5="M12,5A3.5,3.5 0 0,0 8.5,8.5A3.5,3.5 0 0,0 12,12A3.5,3.5 0 0,0 15.5,8.5A3.5,3.5 0 0,0 12,5M12,7A1.5,1.5 0 0,1 13.5,8.5A1.5,1.5 0 0,1 12,10A1.5,1.5 0 0,1 10.5,8.5A1.5,1.5 0 0,1 12,7M5.5,8A2.5,2.5 0 0,0 3,10.5C3,11.44 3.53,12.25 4.29,12.68C4.65,12.88 5.06,13 5.5,13C5.94,13 6.35,12.88 6.71,12.68C7.08,12.47 7.39,12.17 7.62,11.81C6.89,10.86 6.5,9.7 6.5,8.5C6.5,8.41 6.5,8.31 6.5,8.22C6.2,8.08 5.86,8 5.5,8M18.5,8C18.14,8 17.8,8.08 17.5,8.22C17.5,8.31 17.5,8.41 17.5,8.5C17.5,9.7 17.11,10.86 16.38,11.81C16.5,12 16.63,12.15 16.78,12.3C16.94,12.45 17.1,12.58 17.29,12.68C17.65,12.88 18.06,13 18.5,13C18.94,13 19.35,12.88 19.71,12.68C20.47,12.25 21,11.44 21,10.5A2.5,2.5 0 0,0 18.5,8M12,14C9.66,14 5,15.17 5,17.5V19H19V17.5C19,15.17 14.34,14 12,14M4.71,14.55C2.78,14.78 0,15.76 0,17.5V19H3V17.07C3,16.06 3.69,15.22 4.71,14.55M19.29,14.55C20.31,15.22 21,16.06 21,17.07V19H24V17.5C24,15.76 21.22,14.78 19.29,14.55M12,16C13.53,16 15.24,16.5 16.23,17H7.77C8.76,16.5 10.47,16 12,16Z",o5="M10,13C9.65,13.59 9.36,14.24 9.19,14.93C6.5,15.16 3.9,16.42 3.9,17V18.1H9.2C9.37,18.78 9.65,19.42 10,20H2V17C2,14.34 7.33,13 10,13M10,4A4,4 0 0,1 14,8C14,8.91 13.69,9.75 13.18,10.43C12.32,10.75 11.55,11.26 10.91,11.9L10,12A4,4 0 0,1 6,8A4,4 0 0,1 10,4M10,5.9A2.1,2.1 0 0,0 7.9,8A2.1,2.1 0 0,0 10,10.1A2.1,2.1 0 0,0 12.1,8A2.1,2.1 0 0,0 10,5.9M15.5,12C18,12 20,14 20,16.5C20,17.38 19.75,18.21 19.31,18.9L22.39,22L21,23.39L17.88,20.32C17.19,20.75 16.37,21 15.5,21C13,21 11,19 11,16.5C11,14 13,12 15.5,12M15.5,14A2.5,2.5 0 0,0 13,16.5A2.5,2.5 0 0,0 15.5,19A2.5,2.5 0 0,0 18,16.5A2.5,2.5 0 0,0 15.5,14Z",a5="M11,15H13V17H11V15M11,7H13V13H11V7M12,2C6.47,2 2,6.5 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20Z",A5="M10,21H14A2,2 0 0,1 12,23A2,2 0 0,1 10,21M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M17,11A5,5 0 0,0 12,6A5,5 0 0,0 7,11V18H17V11M19.75,3.19L18.33,4.61C20.04,6.3 21,8.6 21,11H23C23,8.07 21.84,5.25 19.75,3.19M1,11H3C3,8.6 3.96,6.3 5.67,4.61L4.25,3.19C2.16,5.25 1,8.07 1,11Z",d5="M17,18V5H7V18L12,15.82L17,18M17,3A2,2 0 0,1 19,5V21L12,18L5,21V5C5,3.89 5.9,3 7,3H17M11,7H13V9H15V11H13V13H11V11H9V9H11V7Z",n5="M13.73,15L9.83,21.76C10.53,21.91 11.25,22 12,22C14.4,22 16.6,21.15 18.32,19.75L14.66,13.4M2.46,15C3.38,17.92 5.61,20.26 8.45,21.34L12.12,15M8.54,12L4.64,5.25C3,7 2,9.39 2,12C2,12.68 2.07,13.35 2.2,14H9.69M21.8,10H14.31L14.6,10.5L19.36,18.75C21,16.97 22,14.6 22,12C22,11.31 21.93,10.64 21.8,10M21.54,9C20.62,6.07 18.39,3.74 15.55,2.66L11.88,9M9.4,10.5L14.17,2.24C13.47,2.09 12.75,2 12,2C9.6,2 7.4,2.84 5.68,4.25L9.34,10.6L9.4,10.5Z",p5="M12,3C7,3 3,7 3,12C3,17 7,21 12,21C17,21 21,17 21,12C21,7 17,3 12,3M12,19C8.1,19 5,15.9 5,12C5,8.1 8.1,5 12,5C15.9,5 19,8.1 19,12C19,15.9 15.9,19 12,19M20.5,20.5C22.7,18.3 24,15.3 24,12C24,8.7 22.7,5.7 20.5,3.5L19.4,4.6C21.3,6.5 22.5,9.1 22.5,12C22.5,14.9 21.3,17.5 19.4,19.4L20.5,20.5M4.6,19.4C2.7,17.5 1.5,14.9 1.5,12C1.5,9.1 2.7,6.5 4.6,4.6L3.5,3.5C1.3,5.7 0,8.7 0,12C0,15.3 1.3,18.3 3.5,20.5L4.6,19.4M9.5,7V17H11.5V13H13.5A2,2 0 0,0 15.5,11V9A2,2 0 0,0 13.5,7H9.5M11.5,9H13.5V11H11.5V9Z",m5="M18.9 6C18.7 5.4 18.1 5 17.5 5H6.5C5.8 5 5.3 5.4 5.1 6L3 12V20C3 20.5 3.5 21 4 21H5C5.6 21 6 20.5 6 20V19H18V20C18 20.5 18.5 21 19 21H20C20.5 21 21 20.5 21 20V12L18.9 6M6.8 7H17.1L18.2 10H5.8L6.8 7M19 17H5V12H19V17M7.5 13C8.3 13 9 13.7 9 14.5S8.3 16 7.5 16 6 15.3 6 14.5 6.7 13 7.5 13M16.5 13C17.3 13 18 13.7 18 14.5S17.3 16 16.5 16C15.7 16 15 15.3 15 14.5S15.7 13 16.5 13Z",l5="M21,7L9,19L3.5,13.5L4.91,12.09L9,16.17L19.59,5.59L21,7Z",v5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z",x5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M12 20C7.59 20 4 16.41 4 12S7.59 4 12 4 20 7.59 20 12 16.41 20 12 20M16.59 7.58L10 14.17L7.41 11.59L6 13L10 17L18 9L16.59 7.58Z",s5="M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z",Z5="M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z",u5="M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z",c5="M17 3H5C3.89 3 3 3.9 3 5V19C3 20.1 3.89 21 5 21H19C20.1 21 21 20.1 21 19V7L17 3M19 19H5V5H16.17L19 7.83V19M12 12C10.34 12 9 13.34 9 15S10.34 18 12 18 15 16.66 15 15 13.66 12 12 12M6 6H15V10H6V6Z",S5="M5,20H19V18H5M19,9H15V3H9V9H5L12,16L19,9Z",O1="M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z",x2="M10,2C8.89,2 8,2.89 8,4V7C8,8.11 8.89,9 10,9H11V11H2V13H6V15H5C3.89,15 3,15.89 3,17V20C3,21.11 3.89,22 5,22H9C10.11,22 11,21.11 11,20V17C11,15.89 10.11,15 9,15H8V13H16V15H15C13.89,15 13,15.89 13,17V20C13,21.11 13.89,22 15,22H19C20.11,22 21,21.11 21,20V17C21,15.89 20.11,15 19,15H18V13H22V11H13V9H14C15.11,9 16,8.11 16,7V4C16,2.89 15.11,2 14,2H10M10,4H14V7H10V4M5,17H9V20H5V17M15,17H19V20H15V17Z",h5="M9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.44,13.73L14.71,14H15.5L20.5,19L19,20.5L14,15.5V14.71L13.73,14.44C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3M9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5Z",g5="M8,2A2,2 0 0,0 6,4V11L4,13V20A2,2 0 0,0 6,22H18A2,2 0 0,0 20,20V4A2,2 0 0,0 18,2H8M9,4H11V8H9V4M12,4H14V8H12V4M15,4H17V8H15V4Z",f5="M10,0.2C9,0.2 8.2,1 8.2,2C8.2,3 9,3.8 10,3.8C11,3.8 11.8,3 11.8,2C11.8,1 11,0.2 10,0.2M15.67,1A7.33,7.33 0 0,0 23,8.33V7A6,6 0 0,1 17,1H15.67M18.33,1C18.33,3.58 20.42,5.67 23,5.67V4.33C21.16,4.33 19.67,2.84 19.67,1H18.33M21,1A2,2 0 0,0 23,3V1H21M7.92,4.03C7.75,4.03 7.58,4.06 7.42,4.11L2,5.8V11H3.8V7.33L5.91,6.67L2,22H3.8L6.67,13.89L9,17V22H10.8V15.59L8.31,11.05L9.04,8.18L10.12,10H15V8.2H11.38L9.38,4.87C9.08,4.37 8.54,4.03 7.92,4.03Z",O5="M14.06,9L15,9.94L5.92,19H5V18.08L14.06,9M17.66,3C17.41,3 17.15,3.1 16.96,3.29L15.13,5.12L18.88,8.87L20.71,7.04C21.1,6.65 21.1,6 20.71,5.63L18.37,3.29C18.17,3.09 17.92,3 17.66,3M14.06,6.19L3,17.25V21H6.75L17.81,9.94L14.06,6.19Z",s2="M2,11H9.17C9.58,9.83 10.69,9 12,9C13.31,9 14.42,9.83 14.83,11H22V13H14.83C14.42,14.17 13.31,15 12,15C10.69,15 9.58,14.17 9.17,13H2V11Z",y5="M12.5,5A7.5,7.5 0 0,0 5,12.5A7.5,7.5 0 0,0 12.5,20A7.5,7.5 0 0,0 20,12.5A7.5,7.5 0 0,0 12.5,5M7,10H9A1,1 0 0,1 10,11V12C10,12.5 9.62,12.9 9.14,12.97L10.31,15H9.15L8,13V15H7M12,10H14V11H12V12H14V13H12V14H14V15H12A1,1 0 0,1 11,14V11A1,1 0 0,1 12,10M16,10H18V11H16V14H18V15H16A1,1 0 0,1 15,14V11A1,1 0 0,1 16,10M8,11V12H9V11",y1="M11,13.5V21.5H3V13.5H11M9,15.5H5V19.5H9V15.5M12,2L17.5,11H6.5L12,2M12,5.86L10.08,9H13.92L12,5.86M17.5,13C20,13 22,15 22,17.5C22,20 20,22 17.5,22C15,22 13,20 13,17.5C13,15 15,13 17.5,13M17.5,15A2.5,2.5 0 0,0 15,17.5A2.5,2.5 0 0,0 17.5,20A2.5,2.5 0 0,0 20,17.5A2.5,2.5 0 0,0 17.5,15Z",k5="M21,11C21,16.55 17.16,21.74 12,23C6.84,21.74 3,16.55 3,11V5L12,1L21,5V11M12,21C15.75,20 19,15.54 19,11.22V6.3L12,3.18L5,6.3V11.22C5,15.54 8.25,20 12,21M11,7H13V13H11V7M11,15H13V17H11V15Z",b5="M12,16A3,3 0 0,1 9,13C9,11.88 9.61,10.9 10.5,10.39L20.21,4.77L14.68,14.35C14.18,15.33 13.17,16 12,16M12,3C13.81,3 15.5,3.5 16.97,4.32L14.87,5.53C14,5.19 13,5 12,5A8,8 0 0,0 4,13C4,15.21 4.89,17.21 6.34,18.65H6.35C6.74,19.04 6.74,19.67 6.35,20.06C5.96,20.45 5.32,20.45 4.93,20.07V20.07C3.12,18.26 2,15.76 2,13A10,10 0 0,1 12,3M22,13C22,15.76 20.88,18.26 19.07,20.07V20.07C18.68,20.45 18.05,20.45 17.66,20.06C17.27,19.67 17.27,19.04 17.66,18.65V18.65C19.11,17.2 20,15.21 20,13C20,12 19.81,11 19.46,10.1L20.67,8C21.5,9.5 22,11.18 22,13Z",w5="M19,15V3H23V15H19M15,3A2,2 0 0,1 17,5V15C17,15.55 16.78,16.05 16.41,16.41L9.83,23L8.77,21.94C8.5,21.67 8.33,21.3 8.33,20.88L8.36,20.57L9.31,16H3C1.89,16 1,15.1 1,14V12C1,11.74 1.05,11.5 1.14,11.27L4.16,4.22C4.46,3.5 5.17,3 6,3H15M15,5H5.97L3,12V14H11.78L10.65,19.32L15,14.97V5Z",T5="M5,9V21H1V9H5M9,21A2,2 0 0,1 7,19V9C7,8.45 7.22,7.95 7.59,7.59L14.17,1L15.23,2.06C15.5,2.33 15.67,2.7 15.67,3.11L15.64,3.43L14.69,8H21C22.11,8 23,8.9 23,10V12C23,12.26 22.95,12.5 22.86,12.73L19.84,19.78C19.54,20.5 18.83,21 18,21H9M9,19H18.03L21,12V10H12.21L13.34,4.68L9,9.03V19Z",P5="M4 2V8H2V2H4M2 22V16H4V22H2M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M16 4C20.42 4 24 7.58 24 12C24 16.42 20.42 20 16 20C12.4 20 9.36 17.62 8.35 14.35L6 12L8.35 9.65C9.36 6.38 12.4 4 16 4M16 6C12.69 6 10 8.69 10 12C10 15.31 12.69 18 16 18C19.31 18 22 15.31 22 12C22 8.69 19.31 6 16 6M15 13V8H16.5V12.2L19.5 14L18.68 15.26L15 13Z",B5="M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M4 2V8H2V2H4M2 22V16H4V22H2M24 6V18C24 19.11 23.11 20 22 20H10C8.9 20 8 19.11 8 18V14L6 12L8 10V6C8 4.89 8.9 4 10 4H22C23.11 4 24 4.89 24 6M22 6H10V10.83L8.83 12L10 13.17V18H22V6M12 9H20V11H12V9M12 13H18V15H12V13Z",R5="M14,3.23V5.29C16.89,6.15 19,8.83 19,12C19,15.17 16.89,17.84 14,18.7V20.77C18,19.86 21,16.28 21,12C21,7.72 18,4.14 14,3.23M16.5,12C16.5,10.23 15.5,8.71 14,7.97V16C15.5,15.29 16.5,13.76 16.5,12M3,9V15H7L12,20V4L7,9H3Z",F5="M12,21L15.6,16.2C14.6,15.45 13.35,15 12,15C10.65,15 9.4,15.45 8.4,16.2L12,21M12,3C7.95,3 4.21,4.34 1.2,6.6L3,9C5.5,7.12 8.62,6 12,6C15.38,6 18.5,7.12 21,9L22.8,6.6C19.79,4.34 16.05,3 12,3M12,9C9.3,9 6.81,9.89 4.8,11.4L6.6,13.8C8.1,12.67 9.97,12 12,12C14.03,12 15.9,12.67 17.4,13.8L19.2,11.4C17.19,9.89 14.7,9 12,9Z"});function $(M){return x0[M.replaceAll("-","_")]??B5}function x(M){return o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${M}></path></svg>`}var l,x0,B=p(()=>{"use strict";E5();h();l={alert:a5,check:l5,close:u5,create:d5,download:S5,edit:O5,false:w5,left:s5,reviewed:v5,review:x5,right:Z5,save:c5,search:h5,trigger:A5,true:T5},x0={crowd_detection:i5,face_detection:O1,facedetection:O1,facial_analysis:O1,intrusion:k5,line_crossing:s2,linecross:s2,memorycard:g5,motion:f5,net:x2,network:x2,object_and_scene_detection:y1,plate_recognition:m5,post_object_and_scene_detection:y1,qos_report:b5,record:y5,search_multiple_users_in_image_v2:o5,snapshot:n5,sound:R5,timeline_sync:P5,vehicle_stopped_detection:p5,wifi:F5,yolov4_detection:y1}});var S,k1,R=p(()=>{"use strict";h();S=u`
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
`,k1=u`
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
`});function u2(M,H){let C=D5.get(H);C||(C=new Intl.DateTimeFormat("en-US",{timeZone:H,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric"}),D5.set(H,C));let V={};for(let{type:n,value:d}of C.formatToParts(M))V[n]=Number(d);let{year:L=0,month:e=1,day:r=1,hour:i=0,minute:t=0,second:a=0}=V;return Date.UTC(L,e-1,r,i,t,a)}function c2(M,H){return Math.floor(u2(M,H)/864e5)}function $5(M,H){let C=M*864e5,V=[C-864e5,C+864e5].map(L=>C-(u2(L,H)-L)).filter(L=>c2(L,H)===M);return Math.min(...V)}function g(M,H){return I5(c2(Math.floor(M/1e3)*1e3,H),H)}function _5(M,H,C){return I5(c2(M.start,C)+H,C)}function I5(M,H){return{key:new Date(M*864e5).toISOString().slice(0,10),start:$5(M,H),end:$5(M+1,H)}}function N5(M,H,C){let V=`${M.start} ${H} ${C}`;if(V===Z2.wanted)return Z2.hours;let L=[],e=-1;for(let r=M.start;r<M.end;r+=36e5/2){let t=u2(r,H)%864e5/36e5;t>e&&t%C===0&&(L.push({time:r,hour:t}),e=t)}return Z2={wanted:V,hours:L},L}var D5,Z2,J=p(()=>{"use strict";D5=new Map;Z2={wanted:"",hours:[]}});var b1,F,s0,Z0,u0,w1,W5=p(()=>{"use strict";h();B();R();J();b1=1440,F=6e4,s0={ArrowLeft:-5*F,ArrowDown:-5*F,ArrowRight:5*F,ArrowUp:5*F,PageDown:-60*F,PageUp:60*F,Home:-1/0,End:1/0},Z0=60,u0=400,w1=class extends Z{constructor(){super();this.dragging=!1;this.onDown=C=>{C.button===0&&(C.currentTarget.setPointerCapture(C.pointerId),this.dragging=!0,this.position=this.timeAt(C))};this.onMove=C=>{!this.dragging&&C.pointerType!=="mouse"||(this.position=this.timeAt(C))};this.onUp=C=>{this.dragging&&(this.dragging=!1,this.position=this.timeAt(C),this.pick(),C.pointerType!=="mouse"&&(this.position=null))};this.onLeave=()=>{(!this.dragging||!this.hasUpdated)&&(this.position=null),this.dragging=!1};this.onKey=C=>{let V=s0[C.key];C.key==="Enter"&&this.position!==null&&this.pick(),V!==void 0&&(C.preventDefault(),this.position=this.clamp((this.position??Math.min(this.now,this.day.end))+V),clearTimeout(this.rest),this.rest=setTimeout(()=>this.pick(),u0))};this.note="",this.position=null}static{this.properties={day:{attribute:!1},format:{attribute:!1},lanes:{attribute:!1},ticks:{attribute:!1},gaps:{attribute:!1},now:{attribute:!1},note:{attribute:!1},position:{state:!0}}}x(C){let{start:V,end:L}=this.day,e=(C-V)/(L-V);return Math.round(Math.min(Math.max(e,0),1)*b1*10)/10}percent(C){return`${this.x(C)/b1*100}%`}render(){let{day:C,format:V,now:L}=this,e=C.end>L,r=this.position??Math.min(L,C.end-F);return o`
      <div class="head">
        <button
          class="icon-button"
          aria-label=${V.text("previous_day")}
          title=${V.text("previous_day")}
          @click=${()=>this.send("day-picked",-1)}
        >
          ${x(l.left)}
        </button>
        <span class="name" aria-live="polite">${V.day(C,L)}</span>
        <button
          class="icon-button"
          aria-label=${V.text("next_day")}
          title=${V.text("next_day")}
          ?disabled=${e}
          @click=${()=>this.send("day-picked",1)}
        >
          ${x(l.right)}
        </button>
      </div>
      <div
        class="strip"
        role="slider"
        tabindex="0"
        aria-label=${V.text("timeline",{day:V.day(C,L)})}
        aria-valuemin="0"
        aria-valuemax=${Math.round((C.end-C.start)/F)}
        aria-valuenow=${Math.round((r-C.start)/F)}
        aria-valuetext=${V.clock(r)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onLeave}
        @pointerleave=${this.onLeave}
        @keydown=${this.onKey}
      >
        <svg viewBox="0 0 ${b1} 40" preserveAspectRatio="none" aria-hidden="true">
          ${this.lanes.map((i,t)=>this.lane(i,t))}
          <path class="ticks ${this.ticks.length>Z0?"many":""}" d=${this.tickPath()}></path>
          ${e?l2`<rect class="future" x=${this.x(L)} y="0" width=${b1-this.x(L)} height="40"></rect>`:A}
        </svg>
        ${this.gaps.map(([i,t])=>o`<i
            class="gap"
            style="inset-inline-start:${this.percent(i)};width:max(3px, calc(${this.percent(t)} - ${this.percent(i)}))"
          ></i>`)}
        ${this.position===null?A:o`<i class="needle" style="inset-inline-start:${this.percent(this.position)}"></i>
              <output
                style="inset-inline-start:clamp(28px, ${this.percent(this.position)}, calc(100% - 28px))"
                >${V.clock(this.position)}</output
              >`}
      </div>
      <div class="scale" aria-hidden="true">
        ${N5(C,V.zone,6).map(({time:i})=>o`<span style="inset-inline-start:${this.percent(i)}">${V.hour(i)}</span>`)}
      </div>
      ${this.note?o`<p>${this.note}</p>`:A}
    `}lane(C,V){let L=40/this.lanes.length,e=V*L+(V>0?1:0),r=C.map(([i,t])=>{let a=this.x(i);return`M${a} ${e}h${Math.max(1,this.x(t)-a)}V${(V+1)*L}H${a}z`}).join("");return l2`<path class="recorded" d=${r}></path>`}tickPath(){return[...new Set(this.ticks.map(V=>Math.round(this.x(V))))].map(V=>`M${V} 12V40`).join("")}timeAt(C){let V=C.currentTarget.getBoundingClientRect(),e=(getComputedStyle(this).direction==="rtl"?V.right-C.clientX:C.clientX-V.left)/V.width;return this.clamp(this.day.start+e*(this.day.end-this.day.start))}clamp(C){let V=Math.min(this.day.end-1,this.now);return Math.min(Math.max(C,this.day.start),Math.max(V,this.day.start))}pick(){clearTimeout(this.rest),this.position!==null&&this.send("time-picked",this.position)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[S,u`
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
      p {
        margin: 4px 0 0;
        font-size: 12px;
        line-height: 16px;
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
    `]}}});function E(M){return M.slice(0,M.indexOf("."))}function a1(M){return Object.values(M.entities).filter(H=>S2(H)&&!H.hidden).map(H=>H.entity_id).sort((H,C)=>U5(M,H).localeCompare(U5(M,C),M.locale.language))}function S2(M){return M.platform==="vxg"&&E(M.entity_id)==="camera"}function U5(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function A1(M,H){let C=M.entities[H];if(!(!C||C.platform!=="vxg"))return S2(C)?H:d1(M,H).find(S2)?.entity_id}function d1(M,H){let C=M.entities[H]?.device_id;return C?Object.values(M.entities).filter(V=>V.device_id===C):[]}function G5(M,H){let C=H.entities??(H.entity?[H.entity]:[]);if(C.length===0)return a1(M);let V=C.map(L=>A1(M,L));return[...new Set(V.filter(L=>L!==void 0))]}function Q5(M,H){let C=M.entities[H],V=C?.device_id?M.devices[C.device_id]:void 0;return C?.area_id??V?.area_id??null}function T1(M,H){let C=new Set;for(let V of H)for(let{entity_id:L}of d1(M,V)){let e=E(L)==="event"&&M.states[L]?.attributes.event_types;if(Array.isArray(e))for(let r of e)C.add(String(r))}return[...C]}function z5(M,H){return d1(M,H).filter(C=>E(C.entity_id)==="button"&&!C.hidden&&(C.translation_key==="create"||C.translation_key==="trigger")&&M.states[C.entity_id]!==void 0)}var C1=p(()=>{"use strict"});function q5(M){let H=new URLSearchParams(M),C=H.get(Y5)??"";if(!/^\d{1,19}$/.test(C))return null;let V=Number(C);return{id:Number.isSafeInteger(V)?V:C,camera:H.get(X5)||null}}function c0(M){let H=new URL(M);return H.searchParams.delete(Y5),H.searchParams.delete(X5),H.href}function j5(){history.replaceState(history.state,"",c0(location.href))}var Y5,X5,K5,P1,J5=p(()=>{"use strict";Y5="vxg-event",X5="vxg-camera",K5=["location-changed","popstate"];P1=class{constructor(H){this.isNew=!1;this.changed=()=>{this.isNew=!0,this.options.onChange()};this.options=H}start(){for(let H of K5)window.addEventListener(H,this.changed);this.changed()}stop(){for(let H of K5)window.removeEventListener(H,this.changed);clearTimeout(this.later)}look(H){if(!this.isNew||H.length===0)return;this.isNew=!1,clearTimeout(this.later);let C=q5(location.search);if(!C)return;let V=C.camera??(H.length===1?H[0]??"":"");H.includes(V)?(j5(),this.options.onEvent(V,C.id)):this.later=setTimeout(()=>this.refuse(),3e3)}refuse(){q5(location.search)&&(j5(),this.options.onRefused())}}});function h2(M){return Number.isSafeInteger(M.event_id)?M:{...M,event_id:M.media_content_id.split("/").at(-1)??M.event_id}}function C3(M){return{list:async H=>{let C=await M().callWS({type:"vxg/events/list",language:M().language,...H});return{...C,events:C.events.map(h2)}},get:async(H,C)=>h2(await M().callWS({type:"vxg/events/get",language:M().language,entity_id:H,event_id:C})),subscribe:(H,C)=>M().connection.subscribeMessage(V=>C("event"in V?{...V,event:h2(V.event)}:V),{type:"vxg/events/subscribe",language:M().language,...H},{resubscribe:!1}),coverage:(H,C,V,L)=>M().callWS({type:"vxg/coverage",entity_id:H,start:C,end:V,slices:L})}}function H3(M,H){return M.callService("button","press",{},{entity_id:H})}function V3(M,H,C,V){return M.callService("vxg","create_event",{event_type:C,create_event_type:!0,...V===""?{}:{metadata:{caption:V}}},{entity_id:H},!1)}function L3(M,H,C){return M.callService("vxg","review_event",{event_id:H.event_id,...C??{undo:!0}},{entity_id:H.entity_id},!1)}function M3(M,H,C,V){return M.callService("vxg","update_event",{event_id:H.event_id,set:C,remove:V},{entity_id:H.entity_id},!1)}function e3(M,H){return M.callService("vxg","create_clip",{event_id:H.event_id},{entity_id:H.entity_id},!1)}function f(M){if(typeof M=="string")return M;let{message:H,body:C}=M??{};return String(C?.message??H??"")}function g2(M){let{translation_key:H}=M??{};return String(H??"")}var _=p(()=>{"use strict"});var q,f2=p(()=>{"use strict";q=class{constructor(H){this.delay=5e3;this.action=H}get waiting(){return this.timer!==void 0}start(){this.cancel(),this.timer=setTimeout(()=>{this.timer=void 0,this.action()},this.delay),this.delay=Math.min(this.delay*2,6e4)}cancel(){clearTimeout(this.timer),this.timer=void 0}reset(){this.cancel(),this.delay=5e3}}});function B1(M){return M.event_types.length===0&&M.entity_ids.length===0&&M.text===""&&M.tags.length===0&&M.reviewed===null}function R1(M,H,C){let{event_types:V,entity_ids:L,reviewed:e}=H;return(V.length===0||V.includes(M.event_type))&&(L.length===0||L.includes(M.entity_id))&&(e===null||e===M.reviewed)&&H.tags.every(r=>r in M.metadata)&&S0(M,H.text,C)}function S0(M,H,C){let V=H.toLocaleLowerCase().split(/\s+/).filter(Boolean);if(V.length===0)return!0;let L=[M.event_type,M.name,C.type(M.event_type,M.name),C.camera(M.entity_id),...Object.entries(M.metadata).flat().map(String)].join(`
`).toLocaleLowerCase();return V.every(e=>L.includes(e))}function F1(M,H){return M.includes(H)?M.filter(C=>C!==H):[...M,H]}var E1=p(()=>{"use strict"});var r3,t3=p(()=>{"use strict";r3={event_types:[],entity_ids:[],text:"",tags:[],reviewed:null}});function O(M){return{key:I(M),at:Date.parse(M.time),event:M}}function I({entity_id:M,event_id:H}){return`${M} ${H}`}function D1(M,H){return H.at-M.at||y0(H.event.event_id,M.event.event_id)||(M.key<H.key?-1:1)}function y0(M,H){return Number(BigInt(M)-BigInt(H))}var h0,g0,f0,O0,$1,O2=p(()=>{"use strict";_();f2();E1();t3();h0=50,g0=1e4,f0=new Set(["no_such_event_type","bad_filter","text_too_long","bad_window"]),O0=3;$1=class{constructor(H){this.items=[];this.pending=[];this.gaps=[];this.loading=!1;this.loaded=!1;this.filter=r3;this.before=null;this.source={};this.types=[];this.byKey=new Map;this.cursor=null;this.generation=0;this.held=!1;this.emptyPages=0;this.active=!1;this.missed=!1;this.replaceOnRelease=!1;this.lastAnswer=null;this.failure=null;this.outage=null;this.retry=new q(()=>{this.refresh()});this.nextPage=new q(()=>this.options.onChange());this.options=H}get ended(){return this.loaded&&this.cursor===null}get trouble(){return this.failure??this.outage}get newCount(){return this.pending.length}configure(H,C){this.source=H,this.types=C,this.reset()}setFilter(H){this.filter=H,this.reset()}goTo(H){this.before=H,this.reset()}setActive(H){H!==this.active&&(this.active=H,this.retry.cancel(),this.nextPage.cancel(),!(!H||this.isCurrent)&&this.refresh())}get isCurrent(){let H=Date.now()-(this.lastAnswer??0);return this.loaded&&!this.missed&&!this.failure&&H<g0}hold(H){this.held=H,!H&&!this.isElsewhere&&this.release()}release(){if(this.isElsewhere)this.goTo(null);else if(this.pending.length>0){let H=this.pending;this.pending=[],this.insert(H),this.options.onChange()}}get isElsewhere(){return this.before!==null||this.replaceOnRelease}hasAllSince(H){let C=this.ended||(this.items.at(-1)?.at??1/0)<H;return this.loaded&&C&&this.before===null&&this.types.length===0&&B1(this.filter)}find(H){return this.byKey.get(H)}async renew(H){let C=this.byKey.get(H);if(!(!C||!this.active))try{let V=new Date(C.at).toISOString(),L=await this.options.api.list({...this.query(),end:V});for(let e of L.events)this.update(e);this.options.onChange()}catch{}}reset(){this.generation++,this.loaded=!1,this.loading=!1,this.pending=[],this.replaceOnRelease=!1,this.emptyPages=0,this.active&&this.load(),this.options.onChange()}async load(){await this.read({},H=>{this.replace(H)})}async more(){!this.active||this.loading||!this.loaded||this.cursor===null||this.nextPage.waiting||this.paused||await this.read({cursor:this.cursor},H=>{this.cursor=H.cursor,this.emptyPages=H.events.length===0?this.emptyPages+1:0,this.insert(H.events.map(O)),this.addGaps(H.gaps)})}get paused(){return this.emptyPages>=O0}async searchOn(){this.emptyPages=0,await this.more()}async refresh(){if(!this.active){this.missed=!0;return}if(!this.loaded)return this.load();this.loading||await this.read({},H=>this.merge(H))}async read(H,C){let V=++this.generation;this.loading=!0,this.missed=!1,this.options.onChange();try{let L=await this.options.api.list({...this.query(),...H});if(V!==this.generation)return;this.succeeded(L),C(L),this.options.onAnswer?.(L)}catch(L){if(V!==this.generation)return;this.failed(L,H.cursor!==void 0)}this.loading=!1,this.options.onChange(),this.missed&&this.active&&this.refresh()}query(){let{event_types:H,entity_ids:C,text:V,tags:L,reviewed:e}=this.filter,r=H.length>0?H:this.types;return{...C.length>0?{entity_ids:C}:this.source,...r.length>0?{event_types:r}:{},...V.trim()===""?{}:{text:V.trim()},...L.length>0?{tags:L}:{},...e===null?{}:{reviewed:e},...this.before===null?{}:{end:new Date(this.before).toISOString()},limit:h0}}succeeded({errors:H={}}){let[C]=Object.values(H);this.failure=C?{since:Date.now(),text:C.message,entityIds:Object.keys(H)}:null,this.lastAnswer=Date.now(),this.loaded=!0,this.retry.reset(),this.nextPage.reset()}failed(H,C){C&&g2(H)==="bad_cursor"&&(this.loaded=!1);let V=f0.has(g2(H));this.failure={since:V?null:this.trouble?.since??this.lastAnswer??Date.now(),text:f(H),entityIds:null},V&&this.replace({events:[],gaps:[],cursor:null}),!(!this.active||V)&&(C&&this.loaded?this.nextPage.start():this.retry.start())}replace(H){this.items=[],this.byKey.clear(),this.gaps=[],this.pending=[],this.replaceOnRelease=!1,this.cursor=H.cursor,this.insert(H.events.map(O)),this.addGaps(H.gaps)}merge(H){let C=H.events.map(O).sort(D1),V=C.filter(({key:r})=>this.byKey.has(r));if(H.cursor===null||V.length===0){this.held&&this.items.length>0&&V.length===0&&C.length>0?(this.pending=C,this.replaceOnRelease=!0):this.replace(H);return}let L=new Set(C.map(({key:r})=>r)),e=C.at(-1)?.at??0;this.items=this.items.filter(r=>{let i=r.at<e||L.has(r.key);return i||this.byKey.delete(r.key),i});for(let{event:r}of V)this.update(r);this.pending=this.pending.filter(r=>!L.has(r.key)),this.add(C.filter(({key:r})=>!this.byKey.has(r))),this.addGaps(H.gaps)}insert(H){let C=[];for(let e of H){let r=this.byKey.get(e.key);r?r.event=e.event:(this.byKey.set(e.key,e),C.push(e))}if(C.length===0)return;C.sort(D1);let V=this.items.at(-1),L=C[0];this.items=[...this.items,...C],V&&D1(V,L)>0&&this.items.sort(D1)}add(H){this.held||this.before!==null?this.pending=[...this.pending,...H]:this.insert(H)}addGaps(H){let C=L=>`${L.entity_ids??""} ${L.start}`,V=new Map(this.gaps.map(L=>[C(L),L]));for(let L of H)V.set(C(L),L);this.gaps=[...V.values()]}update(H){let C=I(H),V=this.byKey.get(C)??this.pending.find(L=>L.key===C);return V&&(V.event=H),V!==void 0}receive(H){if(!this.active){this.missed=!0;return}switch(H.type){case"event":case"changed":case"picture":this.receiveEvent(H.event,H.type==="event");break;case"gap":this.addGaps([H.gap]);break;case"availability":this.receiveAvailability(H);break}this.options.onMessage?.(H),this.options.onChange()}receiveEvent(H,C){if(this.update(H)||!C||!R1(H,this.limits(),this.options.names()))return;let V=O(H),L=this.items.at(-1);this.cursor!==null&&L&&V.at<L.at||this.add([V])}limits(){return this.filter.event_types.length>0?this.filter:{...this.filter,event_types:this.types}}receiveAvailability({available:H,since:C,entity_ids:V}){let L=this.trouble!==null;this.outage=H?null:{since:C?Date.parse(C):this.lastAnswer??Date.now(),text:"",entityIds:V??null},H&&L&&this.refresh()}}});function T0(M){return{day:M,read:0,items:new Map,complete:!1,counts:null,coverage:new Map}}function y2(M,H){return H>=M.start&&H<M.end}var k0,b0,w0,n1,i3,_1,k2=p(()=>{"use strict";O2();k0=200,b0=3,w0=288,n1=4,i3=5*6e4,_1=class{constructor(H,C){this.day=null;this.source={};this.cameras=[];this.days=new Map;this.api=H,this.onChange=C}configure(H){this.source=H,this.days.clear()}setCameras(H){this.cameras=H.length<=n1?H:[]}get data(){return this.day?this.days.get(this.day.key):void 0}get items(){return[...this.data?.items.values()??[]]}get coverage(){return this.data?.coverage??new Map}counts(H){let C=this.data;if(!C)return{types:{},approximate:!1};if(C.counts&&!C.complete&&H.length===0)return C.counts;let V={};for(let{event:L}of C.items.values())(H.length===0||H.includes(L.entity_id))&&(V[L.event_type]=(V[L.event_type]??0)+1);return{types:V,approximate:!C.complete}}isRecorded(H){for(let C of this.days.values()){let V=C.coverage.get(H.event.entity_id);if(V&&y2(C.day,H.at)&&H.at<C.read-i3)return V.some(([L,e])=>H.at>=L-1e3&&H.at<=e+1e3)}return null}async show(H,C){this.day=H;let V=this.days.get(H.key),L=V??T0(H);this.days.set(H.key,L);let e=L.read>=H.end||L.read>Date.now()-i3,i=this.cameras.filter(a=>!e||!L.coverage.has(a)).map(a=>this.readCoverage(H,L,a));if(!V&&C){L.complete=!0;for(let{at:a,event:n}of C)y2(H,a)&&this.put(L,n)}else V||i.push(this.readEvents(H,L));if(i.length===0)return;e||(L.read=Date.now()),(await Promise.allSettled(i)).some(({status:a})=>a==="rejected")&&this.days.delete(H.key),this.onChange()}async readEvents(H,C){let V={...this.source,start:new Date(H.start).toISOString(),end:new Date(H.end-1).toISOString(),limit:k0},L=null;for(let e=0;e<b0;e++){let r=await this.api.list({...V,...L===null?{}:{cursor:L},...e===1?{counts:H.key}:{}});for(let i of r.events)this.put(C,i);if(C.counts=r.counts??C.counts,C.complete=r.cursor===null,L=r.cursor,this.onChange(),L===null)return}}async readCoverage(H,C,V){let L=Math.min(H.end,Date.now()),e=L>H.start?await this.api.coverage(V,new Date(H.start).toISOString(),new Date(L).toISOString(),w0):[];C.coverage.set(V,e.map(([r,i])=>{let t=Date.parse(r);return[t,t+i*1e3]}))}receive(H){let C=Date.parse(H.time);for(let V of this.days.values())y2(V.day,C)&&(!V.items.has(I(H))&&V.counts&&(V.counts.types[H.event_type]=(V.counts.types[H.event_type]??0)+1),this.put(V,H))}put(H,C){H.items.set(I(C),O(C))}}});var I1,o3=p(()=>{"use strict";f2();I1=class{constructor(H,C,V){this.generation=0;this.retry=new q(()=>{this.subscribe()});this.reconnected=()=>{this.unsubscribe=void 0,this.subscribe(),this.onReconnect()};this.api=H,this.onMessage=C,this.onReconnect=V}start(H,C){this.stop(),this.source=C,this.connection=H,H.addEventListener("ready",this.reconnected),this.subscribe()}stop(){this.generation++,this.source=void 0,this.retry.reset(),this.connection?.removeEventListener("ready",this.reconnected),this.cancel()}async subscribe(){if(!this.source)return;let H=++this.generation;try{let C=await this.api.subscribe(this.source,V=>{H===this.generation&&this.onMessage(V)});H===this.generation?(this.unsubscribe=C,this.retry.reset()):await C()}catch{H===this.generation&&this.retry.start()}}cancel(){let H=this.unsubscribe;this.unsubscribe=void 0,Promise.resolve(H?.()).catch(()=>{})}}});function s(M,H=80){let C=typeof M=="string"?M:B0(M),V=C.slice(0,H*4).replace(P0," ").replace(/\s+/g," ").trim(),L=[...V];return L.length>H||C.length>H*4?`${L.slice(0,H-1).join("")}…`:V}function B0(M){return M==null?"":typeof M=="object"?JSON.stringify(M):String(M)}function N1(M,H){return Object.entries(M).filter(([C,V])=>C!==j&&!R0.test(C)&&!(C===H&&F0(V)))}function F0(M){return M===null||M===!0||s(M)===""}function a3(M,H){let C=s(H,40);return C===""?s(M,40):`${s(M,40)}: ${C}`}function A3(M){let H=s(M.replace(/[_-]+/g," "),60);return H.charAt(0).toUpperCase()+H.slice(1)}var P0,R0,j,D=p(()=>{"use strict";P0=/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;R0=/^(description|end_time|ip_address|process|result.*|start_time|status_.*|user_.*)$/i,j="caption"});function y(M,H={}){return(d3[E0+M]??"").replace(/{(\w+)}/g,(C,V)=>String(H[V]??""))}function H1(M){if(p1?.language!==M.language){let H=p3(M),C=H.catch(()=>D0(M));p1={language:M.language,attempted:Promise.allSettled([H]),done:C}}return p1}async function p3(M){let{language:H}=M,{resources:C}=await M.callWS({type:"frontend/get_translations",language:H,category:"selector",integration:["vxg"]});if(Object.keys(C).length===0)throw new Error("The integration is not set up yet");p1?.language===H&&(d3=C)}async function D0(M){for(let H=1e3;;H=Math.min(2*H,6e4)){if(await n3(H),p1?.language!==M.language)return;try{return await p3(M)}catch{}}}async function m3(){for(let M=0;M<600;M++){let{hass:H}=document.querySelector("home-assistant")??{};if(H?.connection)return H1(H).done;await n3(100)}}var E0,d3,p1,n3,V1=p(()=>{"use strict";E0="component.vxg.selector.card.options.",d3={},n3=M=>new Promise(H=>setTimeout(H,M))});function I0(M){return M.locale.time_zone==="server"?M.config.time_zone:Intl.DateTimeFormat().resolvedOptions().timeZone}function N0({time_format:M,language:H}){return M==="12"||M==="24"?M==="12":new Date(2026,0,1,22).toLocaleTimeString(M==="language"?H:void 0).includes("10")}var $0,_0,W1,l3=p(()=>{"use strict";D();V1();J();$0=6e4,_0="component.vxg.";W1=class{constructor(H){this.hass=H,this.zone=I0(H);let C=H.locale.language,V=N0(H.locale),L={timeZone:this.zone,hour:V?"numeric":"2-digit",hourCycle:V?"h12":"h23"};this.hourFormat=new Intl.DateTimeFormat(C,L),this.clockFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit"}),this.secondsFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit",second:"2-digit"}),this.dayFormat=new Intl.DateTimeFormat(C,{timeZone:this.zone,weekday:"long",day:"numeric",month:"long"}),this.relativeFormat=new Intl.RelativeTimeFormat(C,{numeric:"auto",style:"short"}),this.numberFormat=new Intl.NumberFormat(C)}dayOf(H){return(!this.lastDay||H<this.lastDay.start||H>=this.lastDay.end)&&(this.lastDay=g(H,this.zone)),this.lastDay}text(H,C){return y(H,C)}clock(H){return this.clockFormat.format(H)}seconds(H){return this.secondsFormat.format(H)}daySeconds(H,C){return`${this.day(this.dayOf(H),C)}, ${this.seconds(H)}`}hour(H){return this.hourFormat.format(H)}number(H){return this.numberFormat.format(H)}day(H,C){let V=this.dayOf(C),L=this.dayFormat.format(H.start);return H.key===V.key?`${this.text("today")} · ${L}`:H.end===V.start?`${this.text("yesterday")} · ${L}`:L}relative(H,C){let V=Math.round((H-C)/$0);return V===0?this.relativeFormat.format(0,"second"):Math.abs(V)<60?this.relativeFormat.format(V,"minute"):Math.abs(V)<1440?this.relativeFormat.format(Math.round(V/60),"hour"):this.relativeFormat.format(Math.round(V/60/24),"day")}moment(H,C){let{start:V,end:L}=this.dayOf(C);return H>=V&&H<L?this.clock(H):`${this.dayFormat.format(H)}, ${this.clock(H)}`}type(H,C){let V=`entity.event.events.state_attributes.event_type.state.${H}`;return this.hass.localize(_0+V)||s(C,60)||A3(H)}camera(H){let C=this.hass.states[H]?.attributes.friendly_name;return s(C||H,60)}}});function v3(M,H,C,V){let L=[],e=M.at(-1)?.at??1/0,r=H.map(n=>({gap:n,at:Date.parse(n.end)})).filter(({at:n})=>n>=e||V==="end").sort((n,d)=>n.at-d.at),i,t=n=>{i&&n>=i.start&&n<i.end||(i=g(n,C),L.push({kind:"day",key:`day ${i.key}`,day:i}))},a=n=>{for(let d=r.at(-1);d&&d.at>=n;d=r.at(-1)){r.pop(),t(d.at);let{gap:v,at:m}=d;L.push({kind:"gap",key:`gap ${v.entity_ids??""} ${v.start}`,gap:v,at:m})}};return M.forEach((n,d)=>{a(n.at),t(n.at),L.push({kind:"event",key:n.key,item:n,position:d})}),a(-1/0),V&&L.push({kind:V,key:V}),L}var m1,b2=p(()=>{"use strict";J();m1=class{constructor(H,C){this.rows=H,this.tops=new Float64Array(H.length+1),H.forEach((V,L)=>{this.tops[L+1]=this.top(L)+C[V.kind]})}get height(){return this.top(this.rows.length)}top(H){return this.tops[H]??0}at(H){let C=0,V=this.rows.length-1;for(;C<V;){let L=C+V+1>>1;this.top(L)<=H?C=L:V=L-1}return C}between(H,C){return this.rows.length===0?[0,0]:[this.at(Math.max(0,H)),Math.min(this.rows.length,this.at(C)+1)]}dayAt(H){for(let C=this.at(H);C>=0;C--){let V=this.rows[C];if(V?.kind==="day")return V.day}}indexBefore(H){return this.rows.findIndex(C=>C.kind==="event"&&C.item.at<=H)}}});function Z3(M){return!x3||!M||!/^[0-9a-f]{16}$/.test(M)||M===x3?!1:sessionStorage.getItem(s3)!==M}function u3(M){sessionStorage.setItem(s3,M??""),location.reload()}var s3,W0,x3,w2=p(()=>{"use strict";s3="vxg-events-card-reloaded",W0=/\/([0-9a-f]{16})\//,x3=W0.exec(import.meta.url)?.[1]});var U0,G0,Q0,U1,c3=p(()=>{"use strict";_();C1();k2();o3();E1();l3();b2();O2();V1();J();w2();U0=3e4,G0=5e3,Q0=20,U1=class{constructor(H){this.cameras=[];this.now=Date.now();this.rows=[];this.outdated=null;this.active=!1;this.absent=[];this.isConnected=!1;this.started="";this.rowsAreOld=!0;this.renewed=0;this.onChange=H;let C=C3(()=>this.hass);this.api=C,this.store=new $1({api:C,names:()=>this.format,onChange:()=>{this.rowsAreOld=!0,H()},onAnswer:({version:V,can_control:L})=>{this.controllable=L,this.noteVersion(V),this.day&&this.showDay(this.day)},onMessage:V=>this.onMessage(V)}),this.days=new _1(C,H),this.feed=new I1(C,V=>this.store.receive(V),()=>{this.store.refresh()})}setConfig(H){this.config=H,this.restart()}setHass(H){let C=this.hass;this.hass=H,(H.localize!==C?.localize||H.locale!==C.locale||H.config.time_zone!==C.config.time_zone)&&this.reformat(),H.language!==C?.language&&H1(H).done.then(()=>this.reformat()),(H.entities!==C?.entities||this.absent.some(V=>H.states[V]))&&this.restart()}reformat(){this.hass&&(this.format=new W1(this.hass),this.rowsAreOld=!0,this.onChange())}connect(){this.isConnected=!0,this.restart()}disconnect(){this.isConnected=!1,this.setActive(!1),this.feed.stop(),this.started=""}setActive(H){H!==this.active&&(this.active=H,this.now=Date.now(),clearInterval(this.tick),this.cameras.length>0&&this.store.setActive(H),H&&(this.tick=setInterval(()=>this.onTick(),U0),this.day&&this.showDay(this.day)),this.onChange())}restart(){let{hass:H,config:C}=this;if(!H||!C||!this.isConnected)return;let V=G5(H,C),L=V.filter(t=>H.states[t]),e=C.event_types??[];this.absent=V.filter(t=>!H.states[t]),this.onChange();let r=JSON.stringify([L,e,C.entry_id]);if(r===this.started||(this.started=r,this.cameras=L,L.length===0))return;let i=C.entry_id?{entry_id:C.entry_id}:{entity_ids:L};this.days.configure(i),this.store.configure(i,e),this.feed.start(H.connection,i),this.store.setActive(this.active),this.showDay(g(Date.now(),this.zone))}get zone(){return this.format?.zone??"UTC"}onTick(){this.now=Date.now(),this.day&&this.day.end>this.now&&this.showDay(this.day)}onMessage(H){if(H.type==="availability")this.noteVersion(H.version);else if(H.type!=="gap"){let{event:C}=H;this.days.receive(C),this.opened?.key===I(C)&&(this.opened=O(C))}this.now=Date.now()}noteVersion(H){Z3(H)&&(this.outdated=H??null)}mayControl(H){return this.controllable?.includes(H)??!0}showDay(H){this.day=H,this.onChange();let{show_bar:C,show_filters:V}=this.config??{};if(!this.active||!this.store.loaded||C===!1&&V===!1)return;this.days.setCameras(C===!1?[]:this.chosenCameras);let L=this.store.hasAllSince(H.start);this.days.show(H,L?this.store.items:null)}setFilter(H){this.store.setFilter(H),this.day&&this.showDay(this.day)}async find(H,C){return this.store.find(I({entity_id:H,event_id:C}))??O(await this.api.get(H,C))}renew(H){let C=Date.now();H===void 0||C-this.renewed<G0||(this.renewed=C,this.store.find(H)?this.store.renew(H):this.renewOpened())}async renewOpened(){if(!this.opened)return;let{key:H,event:C}=this.opened;try{let V=O(await this.api.get(C.entity_id,C.event_id));this.opened?.key===H&&(this.opened=V),this.onChange()}catch{}}updateRows(){this.opened&&(this.opened=this.store.find(this.opened.key)??this.opened),!(!this.rowsAreOld||!this.format)&&(this.rowsAreOld=!1,this.rows=v3(this.store.items,this.store.gaps,this.zone,this.lastRow))}get lastRow(){let{ended:H,paused:C,trouble:V,loaded:L}=this.store;return H?"end":C?"more":V&&!L?null:"loading"}get isEmpty(){return this.store.ended&&this.store.items.length===0}get isFiltered(){return!B1(this.store.filter)}get chosenCameras(){let{entity_ids:H}=this.store.filter;return H.length>0?H:this.cameras}get lanes(){let{coverage:H}=this.days;return this.chosenCameras.flatMap(C=>{let V=H.get(C);return V?[V]:[]})}gaps(H){return this.store.gaps.map(({start:C,end:V})=>[Date.parse(C),Date.parse(V)]).filter(([C,V])=>V>H.start&&C<H.end).slice(-Q0)}itemsOf(H){let{filter:C,items:V}=this.store,L=this.config?.event_types??[],e=C.event_types.length>0?C:{...C,event_types:L},r=({at:i,event:t})=>i>=H.start&&i<H.end&&R1(t,e,this.format);return[...V.filter(r),...this.days.items.filter(r)]}get types(){let H=this.config?.event_types??[];return H.length>0||!this.hass?H:T1(this.hass,this.cameras)}get hasTooManyLanes(){return this.chosenCameras.length>n1}get counts(){let{types:H,approximate:C}=this.days.counts(this.store.filter.entity_ids),V=this.config?.event_types??[],L=Object.entries(H).filter(([e])=>V.length===0||V.includes(e));return{types:Object.fromEntries(L),approximate:C}}}});var N,S3,G1=p(()=>{"use strict";V1();N={show_live:!0,show_bar:!0,show_list:!0,show_filters:!0},S3={schema:[{name:"title",selector:{text:{}}},{name:"entities",selector:{entity:{multiple:!0,filter:{integration:"vxg",domain:"camera"}}}},{name:"event_types",selector:{text:{multiple:!0}}},{name:"",type:"grid",schema:Object.keys(N).map(M=>({name:M,selector:{boolean:{}}}))}],computeLabel:({name:M})=>y(M==="entities"?"cameras":M)||void 0}});var h3,Q1,g3=p(()=>{"use strict";h3="vxgPlayer",Q1=class{constructor(H){this.isWanted=!1;this.isLeaving=!1;this.onPop=()=>{window.removeEventListener("popstate",this.onPop);let H=this.isLeaving;this.isLeaving=!1,this.isWanted&&(H?this.push():(this.isWanted=!1,this.onBack()))};this.onBack=H}enter(){this.isWanted||(this.isWanted=!0,this.isLeaving||this.push())}leave(){this.isWanted=!1,!(this.isLeaving||!history.state?.[h3])&&(this.isLeaving=!0,history.back())}forget(){this.isWanted=!1,this.isLeaving=!1,window.removeEventListener("popstate",this.onPop)}push(){history.pushState({...history.state,[h3]:!0},""),window.addEventListener("popstate",this.onPop)}}});function q0(M){return Array.isArray(M)&&M.every(H=>typeof H=="string")}var z0,K0,z1,f3=p(()=>{"use strict";h();J5();_();C1();c3();G1();k2();g3();B();R();D();J();w2();z0=30*6e4,K0=400,z1=class extends Z{constructor(){super(...arguments);this.model=new U1(()=>this.requestUpdate());this.historyEntry=new Q1(()=>this.onClosed());this.address=new P1({onChange:()=>this.requestUpdate(),onEvent:(C,V)=>{this.showLinked(C,V)},onRefused:()=>this.setProblem(this.model.format?.text("camera_not_shown")??"")});this.liveCamera="";this.problem="";this.wantedTime=null;this.onScreen=!1;this.screen=new IntersectionObserver(C=>{this.onScreen=C.at(-1)?.isIntersecting??!1,this.activate()});this.activate=()=>this.model.setActive(this.onScreen&&!document.hidden);this.isRecorded=C=>this.model.days.isRecorded(C);this.onClosed=()=>{let{model:C}=this;this.historyEntry.leave();let V=C.opened?.key;C.opened=void 0,this.requestUpdate(),V!==void 0&&this.updateComplete.then(()=>this.listElement?.focusKey(V))};this.onDayShown=C=>{clearTimeout(this.dayRest),this.dayRest=setTimeout(()=>this.model.showDay(C.detail),K0)};this.onDayPicked=C=>{let{model:V}=this,L=Date.now(),e=_5(V.day??g(L,V.zone),C.detail,V.zone);V.showDay(e),this.listElement!==null&&(e.end>L?this.backToNow():this.goToTime(e.end-1))}}setConfig(C){let{entities:V,event_types:L}=C;for(let[e,r]of Object.entries({entities:V,event_types:L}))if(r!==void 0&&!q0(r))throw new Error(`"${e}" must be a list of names`);this.model.setConfig(C)}set hass(C){this.model.setHass(C);let V=this.renderRoot?.querySelectorAll("vxg-events-live, vxg-events-player");for(let L of V??[])L.hass=C}connectedCallback(){super.connectedCallback(),this.screen.observe(this),document.addEventListener("visibilitychange",this.activate),this.address.start(),this.model.connect()}disconnectedCallback(){super.disconnectedCallback(),this.screen.disconnect(),document.removeEventListener("visibilitychange",this.activate),this.historyEntry.forget(),this.address.stop(),clearTimeout(this.dayRest),this.model.opened=void 0,this.linked=void 0,this.onScreen=!1,this.model.disconnect()}willUpdate(){let{model:C}=this;C.updateRows(),C.cameras.includes(this.liveCamera)||(this.liveCamera=C.cameras[0]??"")}render(){let{config:C,format:V,hass:L,cameras:e,outdated:r}=this.model;return!C||!V||!L?A:o`<ha-card .header=${C.title}>
      ${r===null?A:this.notice(V.text("new_version"),V.text("reload"),()=>u3(r))}
      ${this.problem===""?A:this.notice(this.problem,V.text("close"),()=>this.setProblem(""))}
      ${e.length===0?this.notice(V.text("no_cameras")):this.parts(C,V,L)}
      ${this.player(V,L)}
    </ha-card>`}parts(C,V,L){let e=C.show_live??this.model.cameras.length===1,r=C.show_list!==!1;return o`<div class="parts ${e&&r?"beside":""}">
      <div class="view">
        ${e?this.live(V,L):A}
        ${C.show_bar===!1?A:this.bar(V)}
      </div>
      <div class="events">${r?this.list(C,V):A}</div>
    </div>`}live(C,V){let{model:L,liveCamera:e}=this;return o`<vxg-events-live
      .cameras=${L.cameras}
      .camera=${e}
      .format=${C}
      .hass=${V}
      .active=${L.active}
      .mayControl=${L.mayControl(e)}
      @camera-picked=${r=>{this.liveCamera=r.detail,this.requestUpdate()}}
    ></vxg-events-live>`}bar(C){let{model:V}=this,L=V.day??g(V.now,V.zone);return o`<vxg-events-bar
      .day=${L}
      .format=${C}
      .lanes=${V.lanes}
      .ticks=${V.itemsOf(L).map(({at:e})=>e)}
      .gaps=${V.gaps(L)}
      .now=${V.now}
      .note=${V.hasTooManyLanes?C.text("too_many_recordings",{count:C.number(n1)}):""}
      @day-picked=${this.onDayPicked}
      @time-picked=${e=>this.goToTime(e.detail)}
    ></vxg-events-bar>`}list(C,V){let{model:L}=this,{store:e}=L;return o`
      ${C.show_filters===!1?A:this.filters(V)}
      ${this.troubleNotice(V)}
      ${e.before===null?A:this.notice(V.text("until",{time:V.moment(e.before-1,L.now)}),V.text("back_to_now"),()=>this.backToNow())}
      ${L.isEmpty?this.notice(V.text(L.isFiltered?"no_match":"no_events")):A}
      <vxg-events-list
        .rows=${L.rows}
        .format=${V}
        .showCamera=${L.cameras.length>1}
        .isRecorded=${this.isRecorded}
        .newCount=${e.newCount}
        .now=${L.now}
        .busy=${e.loading}
        @more=${()=>{e.more()}}
        @search-on=${()=>{e.searchOn()}}
        @held=${r=>e.hold(r.detail)}
        @release=${()=>this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${r=>this.open(r.detail)}
        @picture-refused=${r=>L.renew(r.detail)}
      ></vxg-events-list>
    `}filters(C){let{model:V}=this,{types:L,approximate:e}=V.counts;return o`<vxg-events-filters
      .filter=${V.store.filter}
      .format=${C}
      .types=${V.types}
      .counts=${L}
      .approximate=${e}
      .cameras=${V.cameras}
      @filter-changed=${r=>this.setFilter(r.detail)}
    ></vxg-events-filters>`}player(C,V){let{model:L}=this,{opened:e}=L,{items:r}=L.store,i=e?r.indexOf(e):-1,t=a=>{let n=r[i+a];n&&this.show(n)};return o`<vxg-events-player
      .event=${e?.event??null}
      .format=${C}
      .hass=${V}
      .now=${L.now}
      .isRecorded=${e?this.isRecorded(e):null}
      .mayControl=${L.mayControl(e?.event.entity_id??"")}
      .hasNewer=${i>0}
      .hasOlder=${i>=0&&i<r.length-1}
      @newer=${()=>t(-1)}
      @older=${()=>t(1)}
      @closed=${this.onClosed}
      @changed=${a=>L.store.receive({type:"changed",event:a.detail})}
      @media-refused=${()=>L.renew(e?.key)}
      @tag-picked=${a=>{this.onClosed(),this.setFilter({...L.store.filter,tags:[a.detail]})}}
    ></vxg-events-player>`}notice(C,V,L){return o`<p class="notice" role="status">
      <span>${C}</span>
      ${V?o`<button class="button" @click=${L}>${V}</button>`:A}
    </p>`}troubleNotice(C){let{trouble:V}=this.model.store;if(!V)return A;let{since:L,entityIds:e}=V,r="";if(L!==null){let i=C.moment(L,this.model.now),t=e?.map(a=>C.camera(a)).join(", ");r=t?C.text("cameras_not_current",{time:i,cameras:t}):C.text("not_current",{time:i})}return o`<p class="notice trouble" role="status">
      ${x(l.alert)}<span>${r} ${s(V.text,300)}</span>
    </p>`}get listElement(){return this.renderRoot.querySelector("vxg-events-list")}setFilter(C){this.model.setFilter(C),this.listElement?.scrollTo({top:0})}open(C){let V=this.model.store.find(C);V&&this.show(V)}async showLinked(C,V){this.setProblem("");try{let L=await this.model.find(C,V);if(!this.isConnected)return;this.show(L),this.linked=L}catch(L){this.setProblem(s(f(L),300))}}setProblem(C){let V=C&&`${this.model.format?.text("event_not_shown")} ${C}`;this.problem=V,this.requestUpdate()}show(C){let{model:V}=this;this.historyEntry.enter(),V.opened=C,this.requestUpdate();let{store:L}=V;L.items.indexOf(C)>=L.items.length-3&&L.more()}backToNow(){let{model:C}=this;C.store.release(),this.listElement?.scrollTo({top:0}),C.showDay(g(Date.now(),C.zone))}goToTime(C){let{store:V,day:L}=this.model,e=this.listElement;if(e===null){this.showLast(C);return}let r=V.ended||(V.items.at(-1)?.at??1/0)<=C;if(V.loaded&&r&&C<=(V.before??1/0)){e.scrollToTime(C);return}let i=L&&C<L.end?L.end:1/0;this.wantedTime=C,V.goTo(Math.min(C+z0,i))}showLast(C){let{day:V}=this.model,L=V?this.model.itemsOf(V).filter(({at:r})=>r<=C):[],[e]=L.sort((r,i)=>i.at-r.at);e&&this.show(e)}updated(){this.address.look(this.model.cameras),this.goToLinked();let{store:C}=this.model;if(this.wantedTime===null||!C.loaded||C.loading)return;let V=this.wantedTime;this.wantedTime=null;let L=this.listElement;L?.updateComplete.then(()=>L.scrollToTime(V))}goToLinked(){let{linked:C,model:V}=this;!C||!V.store.loaded||V.store.loading||(this.linked=void 0,this.listElement&&!V.store.find(C.key)&&this.goToTime(C.at))}getCardSize(){let{show_live:C,show_bar:V,show_list:L}=this.model.config??{};return(C===!1?0:6)+(V===!1?0:2)+(L===!1?0:10)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto",min_rows:3}}static getConfigForm(){return S3}static getStubConfig(C){let[V]=a1(C);return{...V?{entities:[V]}:{},...N}}static{this.styles=[S,u`
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
    `]}}});var j0,Y0,K1,O3=p(()=>{"use strict";h();E1();B();R();D();j0=400,Y0=255,K1=class extends Z{constructor(){super(...arguments);this.onInput=C=>{let V=C.target.value;clearTimeout(this.rest),V!==this.filter.text&&(this.rest=setTimeout(()=>this.set({text:V}),C.type==="change"?0:j0))}}static{this.properties={filter:{attribute:!1},format:{attribute:!1},types:{attribute:!1},counts:{attribute:!1},approximate:{attribute:!1},cameras:{attribute:!1}}}render(){let{filter:C,format:V}=this;return o`
      <div class="search">
        ${x(l.search)}
        <input
          type="search"
          maxlength=${Y0}
          aria-label=${V.text("search")}
          placeholder=${V.text("search")}
          .value=${C.text}
          @input=${this.onInput}
          @change=${this.onInput}
        />
      </div>
      <div class="chips" role="group" aria-label=${V.text("filter")}>
        ${C.tags.map(L=>this.chip(s(L,40),l.close,!0,()=>this.set({tags:F1(C.tags,L)})))}
        ${this.sortedTypes().map(L=>this.typeChip(L))}
        ${this.chip(V.text("unreviewed"),l.review,C.reviewed===!1,()=>this.set({reviewed:C.reviewed===!1?null:!1}))}
        ${this.cameras.length>1?this.cameras.map(L=>this.chip(V.camera(L),null,C.entity_ids.includes(L),()=>this.set({entity_ids:F1(C.entity_ids,L)}))):A}
      </div>
    `}sortedTypes(){let C=this.filter.event_types;return[...new Set([...this.types,...Object.keys(this.counts),...C])].filter(L=>(this.counts[L]??0)>0||C.includes(L)).sort((L,e)=>(this.counts[e]??0)-(this.counts[L]??0)||(L<e?-1:1)).slice(0,16)}typeChip(C){let{filter:V,format:L}=this,e=this.counts[C]??0,r=`${L.number(e)}${this.approximate?"+":""}`;return this.chip(L.type(C),$(C),V.event_types.includes(C),()=>this.set({event_types:F1(V.event_types,C)}),r)}chip(C,V,L,e,r){return o`<button class="chip" aria-pressed=${L?"true":"false"} @click=${e}>
      ${V?x(V):A}<span class="foreign">${C}</span>
      ${r===void 0?A:o`<span class="count">${r}</span>`}
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
    `]}}});var y3,k3,q1,b3=p(()=>{y3={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},k3=M=>(...H)=>({_$litDirective$:M,values:H}),q1=class{constructor(H){}get _$AU(){return this._$AM._$AU}_$AT(H,C,V){this._$Ct=H,this._$AM=C,this._$Ci=V}_$AS(H,C){return this.update(H,C)}update(H,C){return this.render(...C)}}});var X0,w3,T3,L1,W,J0,P3,B3,j1,R3=p(()=>{X();({I:X0}=M5),w3=M=>M,T3=()=>document.createComment(""),L1=(M,H,C)=>{let V=M._$AA.parentNode,L=H===void 0?M._$AB:H._$AA;if(C===void 0){let e=V.insertBefore(T3(),L),r=V.insertBefore(T3(),L);C=new X0(e,r,M,M.options)}else{let e=C._$AB.nextSibling,r=C._$AM,i=r!==M;if(i){let t;C._$AQ?.(M),C._$AM=M,C._$AP!==void 0&&(t=M._$AU)!==r._$AU&&C._$AP(t)}if(e!==L||i){let t=C._$AA;for(;t!==e;){let a=w3(t).nextSibling;w3(V).insertBefore(t,L),t=a}}}return C},W=(M,H,C=M)=>(M._$AI(H,C),M),J0={},P3=(M,H=J0)=>M._$AH=H,B3=M=>M._$AH,j1=M=>{M._$AR(),M._$AA.remove()}});var F3,E3,D3=p(()=>{X();b3();R3();F3=(M,H,C)=>{let V=new Map;for(let L=H;L<=C;L++)V.set(M[L],L);return V},E3=k3(class extends q1{constructor(M){if(super(M),M.type!==y3.CHILD)throw Error("repeat() can only be used in text expressions")}dt(M,H,C){let V;C===void 0?C=H:H!==void 0&&(V=H);let L=[],e=[],r=0;for(let i of M)L[r]=V?V(i,r):r,e[r]=C(i,r),r++;return{values:e,keys:L}}render(M,H,C){return this.dt(M,H,C).values}update(M,[H,C,V]){let L=B3(M),{values:e,keys:r}=this.dt(H,C,V);if(!Array.isArray(L))return this.ut=r,e;let i=this.ut??=[],t=[],a,n,d=0,v=L.length-1,m=0,c=e.length-1;for(;d<=v&&m<=c;)if(L[d]===null)d++;else if(L[v]===null)v--;else if(i[d]===r[m])t[m]=W(L[d],e[m]),d++,m++;else if(i[v]===r[c])t[c]=W(L[v],e[c]),v--,c--;else if(i[d]===r[c])t[c]=W(L[d],e[c]),L1(M,t[c+1],L[d]),d++,c--;else if(i[v]===r[m])t[m]=W(L[v],e[m]),L1(M,L[d],L[v]),v--,m++;else if(a===void 0&&(a=F3(r,m,c),n=F3(i,d,v)),a.has(i[d]))if(a.has(i[v])){let b=n.get(r[m]),e2=b!==void 0?L[b]:null;if(e2===null){let _2=L1(M,L[d]);W(_2,e[m]),t[m]=_2}else t[m]=W(e2,e[m]),L1(M,L[d],e2),L[b]=null;m++}else j1(L[v]),v--;else j1(L[d]),d++;for(;m<=c;){let b=L1(M,t[c+1]);W(b,e[m]),t[m++]=b}for(;d<=v;){let b=L[d++];b!==null&&j1(b)}return this.ut=r,P3(M,t),P}})});var $3=p(()=>{D3()});var _3,I3=p(()=>{"use strict";h();_3=u`
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
    contain: strict;
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
`});function N3(M){return M.currentTarget.dataset.key??""}var l1,C7,H7,V7,L7,Y1,M7,e7,r7,X1,W3=p(()=>{"use strict";h();$3();B();I3();b2();R();D();l1={day:44,event:80,gap:48,end:56,loading:56,more:64},C7=240,H7=80,V7=1600,L7=3,Y1=8,M7=200,e7=10*6e4,r7=200,X1=class extends Z{constructor(){super();this.layout=new m1([],l1);this.top=0;this.extent=0;this.rushing=!1;this.focused=null;this.movedByUser=!1;this.dayKey="";this.withPictures=new Set;this.broken=new Set;this.loadedPictures=new Set;this.resize=new ResizeObserver(()=>this.measure());this.onMoved=()=>{this.movedByUser=!0};this.onScroll=()=>{let C=this.scroller;if(!C)return;let V=this.top;this.top=C.scrollTop,this.top>Y1!=V>Y1&&this.send("held",this.top>Y1),this.rushing=Math.abs(this.top-V)>this.extent,clearTimeout(this.settle),this.settle=setTimeout(()=>{this.rushing=!1,this.requestUpdate()},M7),this.requestUpdate()};this.release=()=>{this.scrollTo({top:0}),this.send("release")};this.searchOn=()=>this.send("search-on");this.onFocus=C=>{this.focused=N3(C),this.requestUpdate()};this.open=C=>this.send("open-event",N3(C));this.onBroken=C=>{let V=C.currentTarget,L=V.getAttribute("src");L!==null&&(this.broken.add(L),this.requestUpdate(),this.send("picture-refused",V.closest("[data-key]")?.dataset.key))};this.onKey=C=>{let V=this.layout.rows.filter(n=>n.kind==="event"),L=C.target.closest("[data-key]"),e=V.findIndex(n=>n.key===L?.dataset.key),r=Math.max(1,Math.floor(this.extent/l1.event)-1),t={ArrowDown:e+1,ArrowUp:e-1,PageDown:e+r,PageUp:e-r,Home:0,End:V.length-1}[C.key];if(t===void 0||e<0||C.altKey||C.ctrlKey||C.metaKey)return;C.preventDefault(),this.movedByUser=!0;let a=V[Math.min(Math.max(t,0),V.length-1)];a&&this.focusRow(a.key)};this.rows=[]}static{this.properties={rows:{attribute:!1},format:{attribute:!1},showCamera:{attribute:!1},isRecorded:{attribute:!1},newCount:{attribute:!1},now:{attribute:!1},busy:{attribute:!1}}}connectedCallback(){super.connectedCallback(),this.resize.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearTimeout(this.settle)}get scroller(){return this.renderRoot.querySelector(".scroller")}measure(){let C=this.scroller;C&&(this.extent=C.clientHeight,this.requestUpdate())}willUpdate(C){if(C.has("rows")){this.layout=new m1(this.rows,l1);let V=this.rows.slice(0,r7).filter(L=>L.kind==="event");this.withPictures=new Set(V.filter(({item:L})=>L.event.picture).map(({item:L})=>L.event.event_type)),this.style.setProperty("--content-height",`${this.layout.height+16}px`)}}render(){let C=Math.max(this.extent,300),V=(V7-C)/2,L=Math.min(Math.max(V,H7),C7),[e,r]=this.layout.between(this.top-L,this.top+C+L),i=this.layout.rows.slice(e,r),t=this.layout.dayAt(this.top+1);return o`
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
          ${E3(i,a=>a.key,(a,n)=>this.row(a,this.layout.top(e+n)))}
        </div>
      </div>
      ${t&&this.top>Y1?o`<div class="current day" aria-hidden="true">${this.format.day(t,this.now)}</div>`:A}
      ${this.newCount>0?o`<button class="new" @click=${this.release}>
            ${this.format.text("new_events",{count:this.format.number(this.newCount)})}
          </button>`:A}
    `}row(C,V){let L=`transform:translateY(${V}px)`;switch(C.kind){case"day":return o`<h2 class="row day" style=${L}>${this.format.day(C.day,this.now)}</h2>`;case"event":return this.event(C.item,C.position,L);case"gap":return o`<p class="row gap" style=${L}>
          ${x(l.alert)}
          <span>
            ${this.format.text("gap",{start:this.format.moment(Date.parse(C.gap.start),this.now),end:this.format.moment(Date.parse(C.gap.end),this.now),count:this.format.number(C.gap.recovered)})}
          </span>
        </p>`;case"more":return o`<div class="row note" style=${L}>
          <button class="button" @click=${this.searchOn}>${this.format.text("search_on")}</button>
        </div>`;default:return o`<p class="row note" style=${L}>
          ${C.kind==="end"?this.format.text("end"):o`<span class="spinner"></span>`}
        </p>`}}event(C,V,L){let{event:e,at:r,key:i}=C,t=this.format.relative(r,this.now),a=this.showCamera?this.format.camera(e.entity_id):"",n=$(e.event_type);return o`<button
      class="row event"
      style=${L}
      data-key=${i}
      tabindex=${this.isCurrent(i,V)?0:-1}
      @focus=${this.onFocus}
      @click=${this.open}
    >
      ${this.thumbnail(e)}
      <span class="main">
        <span class="title">
          ${e.picture===null?A:x(n)}
          <b class="foreign">${this.format.type(e.event_type,e.name)}</b>
          <time datetime=${e.time}>${this.format.clock(r)}</time>
        </span>
        <span class="sub foreign">${a}${a?" · ":""}${t}</span>
        ${this.chips(C)}
      </span>
    </button>`}thumbnail(C){let{picture:V}=C;return V!==null&&!this.broken.has(V)&&(!this.rushing||this.loadedPictures.has(V))?(this.loadedPictures.add(V),o`<img
      class="thumb"
      alt=""
      decoding="async"
      src=${V}
      @error=${this.onBroken}
    />`):o`<span class="thumb">${x($(C.event_type))}</span>`}chips(C){let{event:V,at:L}=C,e=[];V.late&&e.push(["late","late"]),V.reviewed&&e.push(["reviewed","reviewed"]),this.isRecorded(C)===!1&&e.push(["plain","no_recording"]);let r=this.now-L,i=r>=0&&r<e7&&this.withPictures.has(V.event_type);V.picture===null&&i&&e.push(["plain","picture_to_come"]);let t=s(V.metadata[j],120),a=t?[]:N1(V.metadata,V.event_type).slice(0,L7);return e.length+a.length===0&&!t?A:o`<span class="chips">
      ${e.map(([n,d])=>o`<i class=${n}>${this.format.text(d)}</i>`)}
      ${a.map(([n,d])=>o`<i class="tag foreign">${a3(n,d)}</i>`)}
      ${t?o`<i class="caption foreign">${t}</i>`:A}
    </span>`}isCurrent(C,V){return this.focused===null?V===0:C===this.focused}updated(C){C.has("rows")&&!this.rows.some(L=>L.key===this.focused)&&this.focused!==null&&(this.focused=null,this.requestUpdate()),this.reportDay(),this.askForMore()}reportDay(){let C=this.layout.dayAt(this.top+1);!C||C.key===this.dayKey||this.rushing||!this.movedByUser||(this.dayKey=C.key,this.send("day-shown",C))}askForMore(){this.rows.at(-1)?.kind==="loading"&&this.top+this.extent*2>=this.layout.height&&this.send("more")}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}scrollTo(C,V=0){let L=typeof C=="number"?V:C.top;this.scroller?.scrollTo({top:L}),this.onScroll()}scrollToTime(C){let V=this.layout.indexBefore(C);this.movedByUser=!1,this.dayKey="",V>=0&&this.scrollTo({top:Math.max(0,this.layout.top(V)-l1.day)})}async focusRow(C){this.focused=C;let V=this.layout.rows.findIndex(i=>i.key===C),L=this.layout.top(V),e=this.layout.top(V+1),r=l1.day;V<=1?this.scrollTo({top:0}):L-r<this.top?this.scrollTo({top:L-r}):e>this.top+this.extent&&this.scrollTo({top:e-this.extent}),this.requestUpdate(),await this.updateComplete,this.focusKey(C)}focusKey(C){[...this.renderRoot.querySelectorAll("[data-key]")].find(L=>L.dataset.key===C)?.focus({preventScroll:!0})}static{this.styles=[S,_3]}}});var J1,U3=p(()=>{"use strict";h();_();C1();B();R();D();J1=class extends Z{constructor(){super();this.onMark=()=>this.renderRoot.querySelector("vxg-events-mark")?.show();this.element=null,this.said=""}static{this.properties={cameras:{attribute:!1},camera:{attribute:!1},format:{attribute:!1},active:{attribute:!1},mayControl:{attribute:!1},element:{state:!0},said:{state:!0}}}set hass(C){this.present=C,this.element&&(this.element.hass=C);let V=this.renderRoot?.querySelector("vxg-events-mark");V&&(V.hass=C)}willUpdate(C){(C.has("camera")||C.has("active"))&&(this.element=null,this.active&&this.camera&&this.build(this.camera))}async build(C){let V=await window.loadCardHelpers?.();if(!V||C!==this.camera||!this.active)return;let L=V.createCardElement({type:"picture-entity",entity:C,camera_view:"live",show_name:!1,show_state:!1});L.hass=this.present,this.element=L}render(){return o`
      ${this.cameras.length>1?this.cameraChips():A}
      <div class="view">${this.element}</div>
      ${this.mayControl?this.buttons():A}
      <p class="said" role="status">${this.said}</p>
    `}cameraChips(){return o`<div class="chips" role="group" aria-label=${this.format.text("cameras")}>
      ${this.cameras.map(C=>o`<button
          class="chip"
          aria-pressed=${C===this.camera?"true":"false"}
          @click=${()=>this.dispatchEvent(new CustomEvent("camera-picked",{detail:C}))}
        >
          <span class="foreign">${this.format.camera(C)}</span>
        </button>`)}
    </div>`}buttons(){let C=this.present,V=C?z5(C,this.camera):[];return o`<div class="chips" role="group" aria-label=${this.format.text("create_event")}>
        ${V.map(L=>this.button(L))}
        <button class="chip" @click=${this.onMark}>
          ${x(l.create)}${this.format.text("create_event")}…
        </button>
      </div>
      <vxg-events-mark
        .hass=${C}
        .format=${this.format}
        .camera=${this.camera}
        .types=${C?T1(C,[this.camera]):[]}
      ></vxg-events-mark>`}button({entity_id:C,translation_key:V,name:L}){let e=String(this.present?.states[C]?.attributes.friendly_name??C),r=this.format.camera(this.camera),i=L??(e.startsWith(`${r} `)?e.slice(r.length+1):e);return o`<button class="chip" @click=${()=>this.press(C)}>
      ${x(V==="trigger"?l.trigger:l.create)}
      <span class="foreign">${s(i,60)}</span>
    </button>`}async press(C){if(this.present)try{await H3(this.present,C),this.said=""}catch(V){this.said=s(f(V),300)}}static{this.styles=[S,u`
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
    `]}}});var C2,G3=p(()=>{"use strict";h();_();B();R();D();C2=class extends Z{constructor(){super();this.close=()=>this.dialog?.close();this.onSubmit=async C=>{C.preventDefault();let V=new FormData(C.currentTarget),L=e=>String(V.get(e)??"").trim();if(!(!this.hass||L("type")==="")){this.working=!0,this.said="";try{await V3(this.hass,this.camera,L("type"),L("text")),this.close()}catch(e){this.said=s(f(e),300)}this.working=!1}};this.types=[],this.working=!1,this.said=""}static{this.properties={format:{attribute:!1},camera:{attribute:!1},types:{attribute:!1},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}show(){this.said="",this.renderRoot.querySelector("form")?.reset(),this.dialog?.showModal()}render(){let{format:C}=this;return o`<dialog aria-labelledby="title" @keydown=${V=>V.stopPropagation()}>
      <header>
        <button class="icon-button" aria-label=${C.text("close")} @click=${this.close}>
          ${x(l.close)}
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
          ${this.types.map(V=>o`<option value=${V}>${C.type(V)}</option>`)}
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
    </dialog>`}static{this.styles=[S,k1,u`
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
    `]}}});function Q3({reviewed:M,result:H}){return M?typeof H=="boolean"?[{result:H}]:[null,{}]:[null]}function T2(M){return async(H,C)=>{let{result:V=null}=C;for(let L of M)await L3(H,C,L),V=L?L.result??V:null;return{...C,reviewed:M.at(-1)!==null,result:V}}}function P2({set:M,remove:H}){return async(C,V)=>{await M3(C,V,M,H);let L={...V.metadata,...M};for(let e of H)delete L[e];return{...V,metadata:L}}}function z3({set:M,remove:H},C){let V=[...Object.keys(M),...H],L=V.filter(e=>e in C);return{set:Object.fromEntries(L.map(e=>[e,String(C[e]??"")])),remove:V.filter(e=>!(e in C))}}var K3=p(()=>{"use strict";_()});var t7,i7,H2,q3=p(()=>{"use strict";h();_();K3();B();R();D();t7=new Set(["VIDEO","INPUT"]),i7={true:"reviewed_true",false:"reviewed_false"},H2=class extends Z{constructor(){super();this.shownKey="";this.onReview=()=>{this.review(this.event?.reviewed?null:{})};this.onTags=async C=>{let V=this.event?.metadata??{};await this.act(P2(C.detail),P2(z3(C.detail,V))),this.undo&&this.renderRoot.querySelector("vxg-events-tags")?.clear()};this.onUndo=()=>{let{undo:C}=this;this.renderRoot.querySelector("header button")?.focus(),C&&this.act(C,null)};this.onClip=()=>(this.said=this.format.text("saving_clip"),this.act(async(C,V)=>(await e3(C,V),this.format.text("clip_saved")),null));this.onVideoError=()=>{this.failed=!0,this.send("media-refused")};this.onCancel=C=>{C.preventDefault(),this.onClose()};this.onClose=()=>{this.event&&this.send("closed")};this.onBackdrop=C=>{let V=this.dialog;if(C.target!==V||!V)return;let{left:L,right:e,top:r,bottom:i}=V.getBoundingClientRect(),{clientX:t,clientY:a}=C;(t<L||t>e||a<r||a>i)&&this.onClose()};this.onKey=C=>{if(C.stopPropagation(),C.composedPath().some(e=>t7.has(e.tagName)))return;let L=getComputedStyle(this).direction==="rtl"?"ArrowRight":"ArrowLeft";C.key!=="ArrowLeft"&&C.key!=="ArrowRight"||(C.key===L?this.hasNewer:this.hasOlder)&&this.send(C.key===L?"newer":"older")};this.event=null,this.failed=!1,this.working=!1,this.said="",this.undo=null}static{this.properties={event:{attribute:!1},format:{attribute:!1},mayControl:{attribute:!1},hasNewer:{attribute:!1},hasOlder:{attribute:!1},now:{attribute:!1},isRecorded:{attribute:!1},failed:{state:!0},working:{state:!0},said:{state:!0},undo:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}willUpdate(C){if(!C.has("event"))return;this.event||this.stopVideo();let V=this.event?`${this.event.entity_id} ${this.event.event_id}`:"";V!==this.shownKey?(this.failed=!1,this.said="",this.undo=null,this.shownKey=V):C.get("event")?.video!==this.event?.video&&(this.failed=!1)}stopVideo(){let C=this.renderRoot.querySelector("video");C?.removeAttribute("src"),C?.load()}updated(C){if(!C.has("event"))return;let V=this.dialog;this.event&&V&&!V.open&&V.showModal(),!this.event&&V?.open&&V.close()}render(){let{event:C,format:V}=this;if(!C)return o`<dialog></dialog>`;let L=Date.parse(C.time);return o`<dialog
      aria-labelledby="title"
      @cancel=${this.onCancel}
      @close=${this.onClose}
      @click=${this.onBackdrop}
      @keydown=${this.onKey}
    >
      <header>
        <button class="icon-button" aria-label=${V.text("close")} @click=${this.onClose}>
          ${x(l.close)}
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
          ${x($(C.event_type))}
          <time datetime=${C.time}>${V.daySeconds(L,this.now)}</time>
          ${C.late?o`<i class="late">${V.text("late")}</i>`:A}
          ${C.reviewed?o`<i class="reviewed">${V.text(i7[String(C.result)]??"reviewed")}</i>`:A}
        </p>
        <vxg-events-tags
          .event=${C}
          .format=${V}
          .mayEdit=${this.mayControl&&this.hass?.user?.is_admin===!0}
          .working=${this.working}
          @tag-picked=${e=>this.send("tag-picked",e.detail)}
          @tags-changed=${this.onTags}
        ></vxg-events-tags>
        <div class="actions">${this.buttons(C)}</div>
        <p class="said">
          <span role="status">${this.said}</span>
          ${this.undo?o`<button class="button" ?disabled=${this.working} @click=${this.onUndo}>
                ${V.text("undo")}
              </button>`:A}
        </p>
      </div>
    </dialog>`}video(C){return C.video===null||this.failed?o`${C.picture?o`<img alt="" src=${C.picture} />`:o`<div class="nothing">${x($(C.event_type))}</div>`}
        <p class="failed" role="status">
          ${C.video===null?A:this.format.text(this.isRecorded===!1?"no_recording":"video_failed")}
        </p>`:o`<video
      controls
      autoplay
      playsinline
      preload="metadata"
      poster=${C.picture??A}
      src=${C.video}
      @error=${this.onVideoError}
    ></video>`}step(C,V,L,e){return o`<button
      class="icon-button ${C}"
      aria-label=${this.format.text(V)}
      title=${this.format.text(V)}
      ?disabled=${!e}
      @click=${()=>this.send(C)}
    >
      ${x(L)}
    </button>`}buttons(C){let{format:V}=this,L=C.video!==null,e=C.reviewed?"mark_unreviewed":"mark_reviewed";return o`
      ${this.mayControl?o`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
              ${x(C.reviewed?l.reviewed:l.review)}${V.text(e)}
            </button>
            ${this.judgement(C,!0,"true_event",l.true)}
            ${this.judgement(C,!1,"false_event",l.false)}`:A}
      ${L&&this.mayControl?o`<button class="button" ?disabled=${this.working} @click=${this.onClip}>
            ${x(l.save)}${V.text("save_clip")}
          </button>`:A}
      ${L?o`<a class="button" href=${C.video} download=${this.fileName(C)}>
            ${x(l.download)}${V.text("download")}
          </a>`:A}
    `}judgement(C,V,L,e){return o`<button
      class="button"
      aria-pressed=${C.result===V?"true":"false"}
      ?disabled=${this.working}
      @click=${()=>this.review({result:V})}
    >
      ${x(e)}${this.format.text(L)}
    </button>`}fileName(C){return`${`${C.entity_id.replace(/^camera\./,"")}_${C.time}`.replace(/[^\w-]+/g,"-")}.mp4`}review(C){let V=this.event;return this.act(T2([C]),V?T2(Q3(V)):null)}async act(C,V){let{hass:L,event:e}=this;if(!L||!e||this.working)return;this.working=!0,this.undo=null;let r,i=null;try{let t=await C(L,e);r=typeof t=="string"?t:this.format.text("saved"),i=V,typeof t!="string"&&this.event===e&&this.send("changed",t)}catch(t){r=s(f(t),300)}this.working=!1,this.event?.event_id===e.event_id&&(this.said=r,this.undo=i)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[S,k1,u`
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
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .actions [aria-pressed="true"] {
        box-shadow: inset 0 0 0 2px var(--primary-color);
      }
      .said {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 40px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `]}}});function B2(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function Y3(M){return M.slice(M.indexOf(".")+1)}function R2(M,H){let C=H.entities?.length?H.entities.map(e=>A1(M,e)):a1(M),V=[...new Set(C.filter(e=>e!==void 0))],L=V.filter(e=>M.states[e]);return L.length>0?L:V}function o7(M,H){let C=new Map;for(let V of H){let L=M.areas[Q5(M,V)??""]?.name??"";C.set(L,[...C.get(L)??[],V])}return[...C].sort(([V],[L])=>+(V==="")-+(L==="")||V.localeCompare(L,M.language))}function a7(M){return{type:"picture-entity",entity:M,camera_view:"auto",show_state:!1,tap_action:{action:"navigate",navigation_path:Y3(M)},grid_options:{columns:6,rows:"auto"}}}function X3(M,H,C){let V=o7(M,H),L=C(V.length>1?"other_cameras":"cameras");return{title:C("overview"),path:"cameras",icon:"mdi:cctv",type:"sections",max_columns:3,sections:[...V.map(([e,r])=>({type:"grid",cards:[{type:"heading",heading:e||L},...r.map(a7)]})),F2(H,C,!1)]}}function A7(M,H){let C=["binary_sensor","switch","select","sensor"];return d1(M,H).filter(({entity_id:V,hidden:L,entity_category:e})=>C.includes(E(V))&&!L&&!e&&M.states[V]).sort((V,L)=>C.indexOf(E(V.entity_id))-C.indexOf(E(L.entity_id))||V.entity_id.localeCompare(L.entity_id)).map(({entity_id:V})=>({type:"tile",entity:V,name:B2(M,V).replace(`${B2(M,H)} `,"")}))}function J3(M,H,C){let V=A7(M,H);return{title:B2(M,H),path:Y3(H),type:"sections",max_columns:3,sections:[{type:"grid",column_span:2,cards:[{type:j3,entities:[H],...N,grid_options:{columns:"full",rows:"auto"}}]},...V.length>0?[{type:"grid",cards:[{type:"heading",heading:C("states")},...V]}]:[]]}}function F2(M,H,C){return{type:"grid",cards:[{type:"heading",heading:H("events"),icon:"mdi:timeline-text-outline"},{type:j3,entities:M,...N,show_live:C}]}}var j3,C0=p(()=>{"use strict";C1();G1();j3="custom:vxg-events-card"});var E2,V2,L2,H0=p(()=>{"use strict";V1();C0();E2=M=>y(M)||M,V2=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){await H1(C).attempted;let V=R2(C,H);return{views:[X3(C,V,E2),...V.map(L=>J3(C,L,E2))]}}static getCreateSuggestions(){return{title:y("cameras")||"Cameras",icon:"mdi:cctv"}}},L2=class extends HTMLElement{static{this.noEditor=!0}static getStubConfig(){return{type:"custom:vxg"}}static async generate(H,C){await H1(C).attempted;let V=R2(C,H);return F2(V,E2,V.length===1)}}});var V0,L0,M2,M0=p(()=>{"use strict";h();B();R();D();V0=60,L0=255,M2=class extends Z{constructor(){super();this.onSubmit=C=>{C.preventDefault();let V=new FormData(C.currentTarget),[L,e]=["tag","value"].map(r=>String(V.get(r)??"").trim());!L||e===void 0||this.working||this.send("tags-changed",{set:{[L]:e},remove:[]})};this.editing=!1}static{this.properties={event:{attribute:!1},format:{attribute:!1},mayEdit:{attribute:!1},working:{attribute:!1},editing:{state:!0}}}render(){let{event:C,format:V,mayEdit:L}=this,e=C.metadata[j],r=s(e,1e3),i=this.editing&&L,t=N1(C.metadata,C.event_type).slice(0,V0);return i&&j in C.metadata&&t.unshift([j,e]),o`${r&&!i?o`<p class="foreign">${r}</p>`:A}
      ${t.length>0||L?o`<div class="tags" role="group" aria-label=${V.text("metadata")}>
            ${t.map(([a,n])=>this.tag(a,n,i))}
            ${L?o`<button
                  class="chip edit"
                  aria-pressed=${i?"true":"false"}
                  @click=${()=>this.editing=!this.editing}
                >
                  ${x(l.edit)}${V.text("edit_tags")}
                </button>`:A}
          </div>`:A}
      ${i?this.form():A}`}tag(C,V,L){let e=s(C,60),r=s(V,200),i=L?"remove_tag":"filter_by";return o`<button
      class="chip"
      title=${this.format.text(i,{tag:e})}
      ?disabled=${L&&this.working}
      @click=${()=>L?this.removeTag(C):this.send("tag-picked",C)}
    >
      <span class="foreign">${e}</span>
      ${r===""?A:o`<b class="foreign">${r}</b>`}
      ${L?x(l.close):A}
    </button>`}form(){let{format:C}=this,V=["caption",...Object.keys(this.event.metadata)];return o`<form @submit=${this.onSubmit}>
      <label>
        ${C.text("tag")}
        <input name="tag" required maxlength=${L0} autocomplete="off" list="known" />
      </label>
      <datalist id="known">
        ${[...new Set(V)].slice(0,V0).map(L=>o`<option value=${L}></option>`)}
      </datalist>
      <label>
        ${C.text("value")}
        <input name="value" maxlength=${L0} autocomplete="off" />
      </label>
      <button class="button" ?disabled=${this.working}>${C.text("save")}</button>
    </form>`}get firstInput(){return this.renderRoot.querySelector("input")}updated(C){C.has("editing")&&this.editing&&this.firstInput?.focus()}removeTag(C){this.firstInput?.focus(),this.send("tags-changed",{set:{},remove:[C]})}clear(){this.renderRoot.querySelector("form")?.reset(),this.shadowRoot?.activeElement&&this.firstInput?.focus()}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[S,u`
      :host {
        display: block;
      }
      p {
        margin: 0 0 12px;
        line-height: 1.5;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .chip {
        max-width: 100%;
      }
      .chip:not(.edit) span {
        color: var(--secondary-text-color);
      }
      b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .edit {
        border-style: dashed;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
        margin-bottom: 12px;
      }
      label {
        flex: 1 1 140px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 40px;
        margin-top: 4px;
        padding: 0 12px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
    `]}}});var p7={};function k(M,H){return customElements.get(M)?!1:(customElements.define(M,H),!0)}function D2(M,H){return{get name(){return y(M)||"VXG"},get description(){return y(H)},documentationURL:d7}}function $2(M,H){return Object.defineProperties(H,Object.getOwnPropertyDescriptors(M))}var d7,n7,e0=p(()=>{"use strict";W5();C1();f3();G1();O3();W3();U3();G3();q3();H0();M0();V1();d7="https://github.com/lens-and-latch/home-assistant-vxg/blob/main/docs/dashboards.md",n7=["camera","event","image"];k("vxg-events-list",X1);k("vxg-events-bar",w1);k("vxg-events-filters",K1);k("vxg-events-mark",C2);k("vxg-events-live",J1);k("vxg-events-tags",M2);k("vxg-events-player",H2);k("vxg-events-card",z1)&&(window.customCards??=[],window.customCards.push($2(D2("card_name","card_description"),{type:"vxg-events-card",preview:!0,getEntitySuggestion:(M,H)=>{let C=n7.includes(E(H))?A1(M,H):void 0;return C?{config:{type:"custom:vxg-events-card",entities:[C],...N}}:null}})),m3());window.customStrategies??=[];k("ll-strategy-dashboard-vxg",V2)&&window.customStrategies.push($2(D2("dashboard_name","dashboard_description"),{type:"vxg",strategyType:"dashboard"}));k("ll-strategy-section-vxg",L2)&&window.customStrategies.push($2(D2("section_name","section_description"),{type:"vxg",strategyType:"section"}))});var r0="home-assistant";document.readyState==="loading"&&await new Promise(M=>document.addEventListener("DOMContentLoaded",M));document.querySelector(r0)&&await customElements.whenDefined(r0);await Promise.resolve().then(()=>(e0(),p7));
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
